// Loads the search data: the manifest, parts of the papers, abstracts. Each file is a script that calls
// paperDigest.load(name, data): scripts may be loaded from file://, other data not.
import { addressFromFile } from "./file.js";
import { Part } from "./part.js";
import { line } from "./words.js";

const AT_ONCE = 1000; // papers that are looked through before somebody asks for more

/** Loads one file; rejects when it cannot be loaded or does not bring what it should. */
export function data(name, address) {
  return new Promise((resolve, reject) => {
    window.paperDigest.waiting[name] = resolve;
    const script = document.createElement("script");
    script.src = addressFromFile(address);
    script.onload = script.onerror = () => {
      script.remove();
      reject(new Error(`cannot load ${address}`)); // too late to matter where the script has brought its data
    };
    document.head.append(script);
  });
}

/** The parts of the papers, newest first. */
export class Parts {
  constructor(root, manifest) {
    this.root = root;
    this.manifest = manifest;
    this.left = undefined; // parts that are not loaded yet
    this.goal = AT_ONCE;
    this.loaded = 0; // papers
  }

  /** Papers that nobody has looked through. */
  get rest() {
    return (this.left ?? []).reduce((sum, { count }) => sum + count, 0);
  }

  get enough() {
    return this.left !== undefined && (!this.left.length || this.loaded >= this.goal);
  }

  /** Asks for as many papers again. */
  more() {
    this.goal = this.loaded + AT_ONCE;
  }

  /** Gives part after part to `take` until there are enough; rejects when one cannot be loaded. */
  async load(take) {
    this.left ??= (await data("manifest", this.manifest)).parts;
    while (!this.enough) {
      const { name, count, index, papers } = this.left[0];
      const files = [data(`index ${name}`, this.root + index), data(`papers ${name}`, this.root + papers)];
      await Promise.allSettled(files); // a late script must not answer the next attempt
      take(new Part(...(await Promise.all(files))));
      this.left.shift();
      this.loaded += count;
    }
  }
}

/** The abstracts, in files of a few. */
export class Texts {
  #files = new Map(); // address → texts, or the promise of them
  #lines = new Map();

  constructor(root) {
    this.root = root;
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
      const name = file.replace(/^.*\/texts\.|\.\w+\.js$/g, ""); // search/texts.2026.1.0.1f0c.js
      const texts = data(`texts ${name}`, this.root + file);
      texts.then((found) => this.#files.set(file, found), () => this.#files.delete(file));
      this.#files.set(file, texts);
    }
    return this.#files.get(file);
  }
}
