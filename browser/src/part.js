// One part of the papers: lunr's index of them, and what results show and filters ask.
import lunr from "lunr";
import { forgiven, slips } from "./distance.js";
import { line } from "./words.js";

const EXACT = 10;
const SAME_STEM = 5;
const BEGINS = 4;
const MOST_BEGINNING = 300; // terms that one beginning stands for
const TENTHS = 10; // weights are shipped as whole numbers
const NOTHING = Object.freeze({});
// Only terms that the index has are asked. Lunr's own set of them takes longer to build than all the rest.
const ALL = { intersect: (asked) => asked };

/** Lunr's index of the term weights that generator/outputs/search.py packs, and where each term stands. */
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
      file: texts[Math.floor(number / block)], // where its abstract lies
      place: number % block,
    }));
    for (const document of this.documents) document.line = line(document.title);
  }

  has(term) {
    return this.terms[this.#firstFrom(term)] === term;
  }

  /** Terms that `word` stands for, each with its boost: itself, words of the same stem, and words it begins. */
  meant(word, { stem, open }) {
    const boosts = new Map();
    if (open) for (const term of this.#beginning(word)) boosts.set(term, BEGINS);
    if (stem) for (const term of this.#sameStem(word)) boosts.set(term, SAME_STEM);
    if (this.has(word)) boosts.set(word, EXACT);
    return boosts;
  }

  /** Terms that differ from `word` by a slip or two: [term, slips]. */
  near(word, open) {
    const most = forgiven(word);
    if (!most) return [];
    const found = [];
    for (const term of this.terms) {
      const longer = term.length - word.length;
      if (longer < -most || (!open && longer > most)) continue;
      const count = slips(word, term, most, open);
      if (count > 0 && count <= most) found.push([term, count]);
    }
    return found;
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
    const number = this.#firstFrom(term);
    const posting = { _index: number };
    for (const field of this.index.fields) posting[field] = {};
    const places = this.places[number];
    for (let i = 0; i < places.length; i += 2) posting[this.index.fields[places[i]]][places[i + 1]] = NOTHING;
    return posting;
  }

  #beginning(start) {
    const found = [];
    for (let i = this.#firstFrom(start); this.terms[i]?.startsWith(start); i++) found.push(this.terms[i]);
    return found.sort((a, b) => a.length - b.length).slice(0, MOST_BEGINNING);
  }

  /** Terms that differ from `word` only by their ending: they share its beginning, so they stand together. */
  #sameStem(word) {
    const stem = stemOf(word);
    const start = stem.replace(/i$/, ""); // "policy" and "policies" have the stem "polici"
    if (start.length < 3) return [];
    const found = [];
    for (let i = this.#firstFrom(start); this.terms[i]?.startsWith(start); i++) {
      if (this.terms[i] !== word && stemOf(this.terms[i]) === stem) found.push(this.terms[i]);
    }
    return found;
  }

  #firstFrom(start) {
    let low = 0;
    let high = this.terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.terms[middle] < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function stemOf(word) {
  return lunr.stemmer(new lunr.Token(word)).toString();
}
