// One part of the papers: lunr's index of them, and what results show and filters ask.
import lunr from "lunr";
import { EXACT, firstFrom, has, meantBy, nearTo } from "./terms.js";
import { line } from "./words.js";

const TENTHS = 10; // weights are shipped as whole numbers
const NOTHING = Object.freeze({});
// Only terms that the index has are asked. Lunr's own set of them takes longer to build than all the rest.
const ALL = { intersect: (asked) => asked };

/** Lunr's index of the term weights that generator/outputs/search_index.py packs, and where each term stands. */
function unpack({ fields, terms, vectors }) {
  const places = terms.map(() => []); // of each term: number of a field, number of a paper, and so on
  const fieldVectors = {};
  fields.forEach((field, f) => {
    vectors[f].forEach((packed, document) => {
      let number = 0;
      for (let i = 0; i < packed.length; i += 2) {
        number = packed[i] += number; // the term's number instead of the difference, as lunr's vectors have it
        places[number].push(f, document);
      }
      fieldVectors[`${field}/${document}`] = new lunr.Vector(packed);
    });
  });
  const attributes = { fields, fieldVectors, invertedIndex: Object.create(null), tokenSet: ALL, pipeline: new lunr.Pipeline() };
  return { places, index: new lunr.Index(attributes) };
}

export class Part {
  constructor(packed, { columns, rows, block, texts }) {
    Object.assign(this, unpack(packed));
    this.terms = packed.terms;
    this.stopWords = packed.stopWords;
    this.documents = rows.map((row, number) => ({
      ...Object.fromEntries(columns.map((column, i) => [column, row[i]])),
      segment: this,
      file: texts[Math.floor(number / block)], // where its abstract lies
      place: number % block,
    }));
    for (const document of this.documents) document.line = line(document.title);
  }

  get count() {
    return this.documents.length;
  }

  has(term) {
    return has(term, this.terms);
  }

  /** Whether who has asked for one word has loaded the other one too. */
  lieTogether() {
    return true;
  }

  /** Terms that `word` stands for, each with its boost. */
  meant(word, how) {
    return meantBy(word, this.terms, how);
  }

  /** Terms that differ from `word` by a slip or two: [term, slips]. */
  near(word, open) {
    return nearTo(word, this.terms, open);
  }

  /** Papers with any of the terms: [number, weight, the terms found]. */
  ask(boosts, fields) {
    if (!boosts.size) return [];
    const within = fields ? { fields } : {};
    for (const term of boosts.keys()) this.index.invertedIndex[term] ??= this.#posting(term);
    let squares = 0;
    const found = this.index.query((query) => {
      for (const [term, boost] of boosts) {
        query.term(term, { ...within, boost, usePipeline: false });
        squares += boost * boost;
      }
    });
    // lunr divides by the length of the query's vector, which differs from part to part
    const scale = Math.sqrt(squares) / EXACT / TENTHS;
    return found.map(({ ref, score, matchData }) => [Number(ref), score * scale, Object.keys(matchData.metadata)]);
  }

  /** What lunr's inverted index says of a term; only of those that are asked, for most never are. */
  #posting(term) {
    const number = firstFrom(term, this.terms);
    const posting = { _index: number };
    for (const field of this.index.fields) posting[field] = {};
    const places = this.places[number];
    for (let i = 0; i < places.length; i += 2) posting[this.index.fields[places[i]]][places[i + 1]] = NOTHING;
    return posting;
  }
}
