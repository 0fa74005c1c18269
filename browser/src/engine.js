// Finds documents: lunr's index, asked word by word. Every word must be found; stop words only help.
//
// A word finds itself, words with the same stem, and, when it is the last one and may go on, words that begin
// with it. One wrong, missing or extra letter is forgiven in words of five letters or more: in a word that finds
// nothing, and in all words when no paper has them all. Papers found so come after all others. Neither endings nor
// slips are looked for in very long words: lunr needs seconds for those.
import lunr from "lunr";
import { parse } from "./query.js";
import { words } from "./words.js";

const EXACT = 10;
const SAME_STEM = 5;
const BEGINS = 4;
const LONGEST_GUESSED = 25; // letters
const NOTHING = Object.freeze({});

/** Rebuilds lunr's index from the term weights that generator/outputs/search.py packs. */
export function unpack({ fields, terms, vectors }) {
  const blank = Object.fromEntries(fields.map((field) => [field, NOTHING]));
  const postings = terms.map((_, number) => ({ _index: number, ...blank }));
  const fieldVectors = [];
  fields.forEach((field, f) => {
    vectors[f].forEach((packed, document) => {
      const elements = [];
      let number = 0;
      for (let i = 0; i < packed.length; i += 2) {
        number += packed[i];
        elements.push(number, packed[i + 1]);
        const posting = postings[number];
        if (posting[field] === NOTHING) posting[field] = {};
        posting[field][document] = NOTHING;
      }
      fieldVectors.push([`${field}/${document}`, elements]);
    });
  });
  const invertedIndex = terms.map((term, number) => [term, postings[number]]);
  return lunr.Index.load({ version: lunr.version, fields, fieldVectors, invertedIndex, pipeline: [] });
}

/** A search over one site: `find(text)` gives undefined for a text without words, else the results, best first. */
export class Engine {
  constructor(packed, documents) {
    this.index = packed && unpack(packed);
    this.terms = packed?.terms ?? [];
    this.stopWords = new Set(packed?.stopWords);
    this.documents = documents;
    this.titles = documents.map((document) => ` ${words(document.title).flat().join(" ")} `);
  }

  /** @returns {{document: object, terms: Set<string>}[] | undefined} */
  find(text) {
    const clauses = parse(text);
    if (!clauses.length) return undefined;
    if (!this.index) return [];
    const strict = this.#all(clauses, false);
    const found = strict.size ? strict : this.#all(clauses, true);
    const phrase = ` ${clauses.flatMap((clause) => clause.parts).join(" ")} `;
    const results = [...found].map(([ref, hit]) => ({ ref, ...hit, score: hit.score * this.#closeness(ref, phrase) }));
    results.sort((a, b) => a.typos - b.typos || b.score - a.score || a.ref - b.ref);
    return results.map(({ ref, terms }) => ({ document: this.documents[ref], terms }));
  }

  /**
   * Papers that have at least half of the words, and `fewest`, for when none has all; those with most come first.
   * `fields` are the only ones looked at.
   */
  near(text, { fewest = 1, fields } = {}) {
    const plain = parse(text).filter((clause) => !clause.field && !clause.without);
    const parts = [...new Set(plain.flatMap((clause) => clause.parts))].filter((part) => !this.stopWords.has(part));
    const found = new Map();
    if (!this.index || parts.length < 2) return [];
    for (const part of parts) {
      for (const [ref, hit] of this.#word(part, fields, false, false)) {
        const { count, all } = found.get(ref) ?? { count: 0, all: noHit() };
        found.set(ref, { count: count + 1, all: sum(all, hit) });
      }
    }
    return [...found]
      .filter(([, { count }]) => count >= fewest && count * 2 >= parts.length)
      .sort(([a, x], [b, y]) => y.count - x.count || y.all.score - x.all.score || a - b)
      .map(([ref, { all }]) => ({ document: this.documents[ref], terms: all.terms }));
  }

  /** A title that is the query comes first, one that holds it early. */
  #closeness(ref, phrase) {
    const title = this.titles[ref];
    if (title === phrase) return 100;
    return title.includes(phrase) && phrase.indexOf(" ", 1) < phrase.length - 1 ? 2 : 1;
  }

  #all(clauses, forgiving) {
    const without = clauses.filter((clause) => clause.without);
    const wanted = clauses.filter((clause) => !clause.without);
    const telling = wanted.filter((clause) => !this.#isStopWord(clause));
    const required = telling.length ? telling : wanted;
    let found = required.length ? undefined : new Map(this.documents.map((_, ref) => [ref, noHit()]));
    for (const clause of required) found = both(found, this.#clause(clause, forgiving));
    for (const clause of wanted) if (!required.includes(clause)) help(found, this.#clause(clause, false));
    for (const clause of without) for (const ref of this.#clause(clause, false).keys()) found.delete(ref);
    return found;
  }

  #isStopWord({ parts, field, open }) {
    return !field && !open && parts.length === 1 && this.stopWords.has(parts[0]);
  }

  /** "zero-shot" is found as "zeroshot", or as "zero" and "shot" in one paper. */
  #clause({ parts, field, open, without }, forgiving) {
    const last = parts.length - 1;
    const fields = field && [field];
    const hits = parts.map((part, i) => this.#word(part, fields, open && i === last, forgiving));
    if (!last) return hits[0];
    const apart = hits.reduce(both);
    const whole = this.#word(parts.join(""), fields, open, false);
    for (const [ref, hit] of whole) apart.set(ref, apart.has(ref) ? sum(apart.get(ref), hit) : hit);
    return without ? whole : apart;
  }

  #word(word, fields, open, forgiving) {
    const within = fields ? { fields } : {};
    const guessed = word.length <= LONGEST_GUESSED;
    const strict = this.#ask((query) => {
      query.term(word, { ...within, boost: EXACT });
      for (const term of this.#sameStem(word)) query.term(term, { ...within, boost: SAME_STEM });
      if (!open || !guessed || word.length < 2) return;
      query.term(word, { ...within, boost: BEGINS, wildcard: lunr.Query.wildcard.TRAILING });
    });
    if (word.length < 5 || !guessed || (strict.size && !forgiving)) return strict;
    const loose = this.#ask((query) => query.term(word, { ...within, editDistance: 1 }), 1);
    for (const [ref, hit] of strict) loose.set(ref, hit);
    return loose;
  }

  #ask(build, typos = 0) {
    const hits = new Map();
    for (const { ref, score, matchData } of this.index.query(build)) {
      hits.set(Number(ref), { score, typos, terms: new Set(Object.keys(matchData.metadata)) });
    }
    return hits;
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

function noHit() {
  return { score: 1, typos: 0, terms: new Set() };
}

function sum(a, b) {
  return { score: a.score + b.score, typos: a.typos + b.typos, terms: new Set([...a.terms, ...b.terms]) };
}

function both(a, b) {
  if (!a) return new Map(b);
  const found = new Map();
  for (const [ref, hit] of a) if (b.has(ref)) found.set(ref, sum(hit, b.get(ref)));
  return found;
}

/** Stop words bring papers forward, but they are not marked. */
function help(found, extra) {
  for (const [ref, hit] of extra) if (found.has(ref)) found.get(ref).score += hit.score;
}
