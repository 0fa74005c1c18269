// The papers of a small site, in parts: lunr's index of each, and all that is known of its papers.
import { data } from "./files.js";
import { Lookup } from "./lookup.js";
import { Part } from "./part.js";
import { Texts } from "./texts.js";

const AT_ONCE = 1000; // papers that are looked through before somebody asks for more

/** The parts, newest first. What is loaded of a paper is all: nothing is wanted later but abstracts. */
export class Parts {
  isWhole = true; // whether all is known of the papers that are looked through
  waits = false;
  #documents = [];

  constructor(root, manifest, load = data) {
    this.root = root;
    this.manifest = manifest;
    this.loadFile = load;
    this.texts = new Texts(root, load);
    this.lookup = new Lookup(this);
    this.atOnce = Infinity; // papers that are looked into for a phrase
    this.left = undefined; // parts that are not loaded yet
    this.edition = ""; // what the manifest says
    this.goal = AT_ONCE;
    this.loaded = 0; // papers, as the manifest counts them
  }

  /** Papers that are looked through. */
  get size() {
    return this.#documents.length;
  }

  /** Papers that nobody has looked through. */
  get rest() {
    return (this.left ?? []).reduce((sum, { count }) => sum + count, 0);
  }

  get enough() {
    return this.left !== undefined && (!this.left.length || this.loaded >= this.goal);
  }

  at(ref) {
    return this.#documents[ref];
  }

  /** Whether this is known of these papers: always. */
  need() {
    return true;
  }

  /** What results show is known. */
  async show() {}

  /** Facets of these papers may be shown: they are known. */
  offer() {}

  quietly(ask) {
    return ask();
  }

  /** Asks for as many papers again. */
  more() {
    this.goal = this.loaded + AT_ONCE;
  }

  /** Loads part after part until there are enough, telling of each; rejects when one cannot be loaded. */
  async begin(tell) {
    if (!this.left) {
      const told = await this.loadFile("manifest", this.manifest);
      this.edition = JSON.stringify(told);
      this.left = told.parts;
    }
    while (!this.enough) {
      const { name, count, index, papers } = this.left[0];
      const files = [[`index ${name}`, index], [`papers ${name}`, papers]].map(([file, address]) =>
        this.loadFile(file, this.root + address),
      );
      await Promise.allSettled(files); // a late script must not answer the next attempt
      this.add(new Part(...(await Promise.all(files))));
      this.left.shift();
      this.loaded += count;
      tell();
    }
  }

  add(part) {
    this.lookup.add(part, this.#documents.length);
    this.#documents.push(...part.documents);
    this.lookup.stopWords = new Set(part.stopWords);
  }

  /** Loads what tells whether papers have a phrase. */
  async look(papers) {
    await this.texts.load(papers);
  }
}
