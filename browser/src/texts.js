// The abstracts, in files of a few; loaded for results in sight and where phrases are looked up.
import { data } from "./files.js";
import { line } from "./words.js";

/** "search/texts.2026.1.0.1f0c.js" and "search/2026.1.1f0c/texts.0.js" hold the texts "2026.1.0". */
const NAME = /^.*\/(?:texts\.(\d+\.\d+)\.(\d+)\.\w+|(\d+\.\d+)\.\w+\/texts\.(\d+))\.js$/;

export class Texts {
  #files = new Map(); // address → texts, or the promise of them
  #lines = new Map();

  constructor(root, load = data) {
    this.root = root;
    this.loadFile = load;
  }

  /** The abstract of a paper; undefined while it is not there. */
  of({ file, place }) {
    const texts = this.#files.get(file);
    return Array.isArray(texts) ? texts[place] : undefined;
  }

  /** Its words between spaces. */
  line(paper) {
    const text = this.of(paper);
    if (text !== undefined && !this.#lines.has(paper)) this.#lines.set(paper, line(text));
    return this.#lines.get(paper);
  }

  /** Loads the abstracts of these papers; one that cannot be loaded now is tried again next time. */
  async load(papers) {
    await Promise.allSettled([...new Set(papers.map(({ file }) => file))].map((file) => this.#file(file)));
  }

  #file(file) {
    if (!this.#files.has(file)) {
      const name = file.replace(NAME, "$1$3.$2$4");
      const texts = this.loadFile(`texts ${name}`, this.root + file);
      texts.then((found) => this.#files.set(file, found), () => this.#files.delete(file));
      this.#files.set(file, texts);
    }
    return this.#files.get(file);
  }
}
