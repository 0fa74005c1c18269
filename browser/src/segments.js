// The papers of a large site, in segments: words, and what is known of papers, are loaded when they are asked for.
import { data, Files } from "./files.js";
import { numbersIn } from "./letters.js";
import { Lookup } from "./lookup.js";
import { Segment } from "./segment.js";
import { Texts } from "./texts.js";
import { line } from "./words.js";

/** The segments, newest first. A paper is { file, place, number, segment } and what has come of it. */
export class Segments extends Files {
  segments; // once the manifest has come
  #documents = new Map(); // number of a paper over all segments → what is known of it

  constructor(root, manifest, load = data) {
    super(root, load);
    this.manifest = manifest;
    this.texts = new Texts(root, load);
    this.lookup = new Lookup(this);
    this.atOnce = 16; // papers that are looked into for a phrase before somebody asks for more
    this.mostFaceted = 0; // papers among which there may be results when facets come unasked
    this.edition = ""; // what the manifest says
    this.size = 0;
    this.rest = 0;
  }

  get enough() {
    return this.segments !== undefined;
  }

  /** Loads what leads to all the rest. */
  async begin(tell) {
    const told = await this.loadFile("manifest", this.manifest);
    this.edition = JSON.stringify(told);
    this.add(told);
    this.offer(this.segments.map(({ offset }) => offset)); // so that the first question need not wait for facets
    this.load().catch(() => {});
    tell();
  }

  add({ segments, starts, fields, columns, rows, texts, stopWords }) {
    const table = starts.split(" ");
    this.columns = columns;
    this.blocks = { rows, texts };
    this.lookup.stopWords = new Set(stopWords.split(" "));
    this.segments = segments.map((segment) => {
      const own = table.filter((_, i) => i % segment.step === 0).filter((start, i, all) => start !== all[i - 1]);
      own[0] = "";
      const made = new Segment(segment, { starts: own, fields, files: this, offset: this.size });
      this.lookup.add(made, this.size);
      this.size += segment.count;
      return made;
    });
  }

  at(ref) {
    if (!this.#documents.has(ref)) this.#documents.set(ref, this.#document(ref));
    return this.#documents.get(ref);
  }

  #document(ref) {
    const segment = this.segments.findLast(({ offset }) => offset <= ref);
    const number = ref - segment.offset;
    const { texts } = this.blocks;
    const document = {
      segment,
      number,
      place: number % texts,
      get file() {
        return `${segment.folderOf("papers", number)}texts.${Math.floor(number / texts)}.js`; // asked of few papers
      },
    };
    const { facets, figures } = segment.columns;
    if (facets) fill(document, facets);
    if (figures) fill(document, figures);
    return document;
  }

  /** Whether "facets", "figures" or "rows" of these papers are known; wants what is not. */
  need(kind, refs) {
    const missing = [...refs].map((ref) => this.at(ref)).filter((document) => !this.#has(kind, document));
    for (const document of missing) this.#want(kind, document);
    return !missing.length;
  }

  /** Wants the facets of these papers, unless they are spread over so many that somebody must ask for them first. */
  offer(refs) {
    const segments = new Set([...refs].map((ref) => this.at(ref).segment));
    const count = [...segments].reduce((sum, segment) => sum + segment.count, 0);
    if (count <= this.mostFaceted) for (const segment of segments) this.need("facets", [segment.offset]);
  }

  #has(kind, { segment, line: title }) {
    return kind === "rows" ? title !== undefined : kind in segment.columns;
  }

  #want(kind, { segment, number }) {
    if (kind !== "rows") {
      this.want(`${segment.folderOf("columns", 0)}${kind}.js`, (packed) => this.#takeColumns(kind, segment, packed));
      return;
    }
    const size = this.blocks.rows;
    const block = Math.floor(number / size);
    this.want(`${segment.folderOf("papers", number)}rows.${block}.js`, (rows) => {
      rows.forEach((row, i) => this.#takeRow(this.at(segment.offset + block * size + i), row));
    });
  }

  /** Loads what tells whether papers have a phrase; `deep` is when their abstracts do. */
  async look(papers, deep) {
    for (const document of papers) if (!this.#has("rows", document)) this.#want("rows", document);
    await Promise.all([this.load(), deep && this.texts.load(papers)]);
  }

  /** Loads what results show; those whose rows cannot be loaded now stay out. */
  async show(results) {
    if (!this.need("rows", results.map(({ ref }) => ref))) await this.load();
  }

  #takeColumns(kind, segment, packed) {
    const columns = {};
    for (const name in packed) {
      const [values, places] = packed[name];
      columns[name] = numbersIn(places).map((place) => values[place]);
    }
    segment.columns[kind] = columns;
    if (kind === "facets" && segment.columns.figures) delete columns.date; // a day says more than a year
    for (const document of this.#documents.values()) if (document.segment === segment) fill(document, columns);
  }

  #takeRow(document, row) {
    this.columns.forEach((column, i) => (document[column] = row[i]));
    document.line = line(document.title);
  }
}

/** Puts what columns say of a paper into it, unless its row has said it better. */
function fill(document, columns) {
  if (document.line !== undefined) return;
  for (const name in columns) document[name] = columns[name][document.number];
}
