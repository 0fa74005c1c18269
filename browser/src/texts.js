// The abstracts, in files of a few; loaded for results in sight and where phrases are looked up.
import { data } from "./files.js";
import { line } from "./words.js";

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

  /** Loads the abstracts of these papers; rejects when one cannot be loaded now, which is tried again next time. */
  async load(papers) {
    const files = [...new Set(papers.map(({ file }) => file))].map((file) => this.#file(file));
    await Promise.allSettled(files);
    await Promise.all(files);
  }

  #file(file) {
    if (!this.#files.has(file)) {
      const texts = this.loadFile(file, this.root + file);
      texts.then((found) => this.#files.set(file, found), () => this.#files.delete(file));
      this.#files.set(file, texts);
    }
    return this.#files.get(file);
  }
}
