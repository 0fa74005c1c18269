// Looks words up in the index, part by part, and guesses where a word finds nothing.
import { forgiven } from "./distance.js";
import { both, either } from "./hits.js";
import { asked } from "./words.js";

const LONGEST_GUESSED = 25; // letters
const SHORTEST_BEGINNING = 2;
const SHORTEST_HALF = 3; // of two words written as one
const BOOSTS = [[1, 10], [2, 5]]; // of terms with as many slips

export class Lookup {
  /** `papers` tell how many they are, and whether more must be loaded before a word can be said to find nothing. */
  constructor(papers) {
    this.papers = papers;
    this.parts = [];
    this.stopWords = new Set();
  }

  /** Adds a part whose papers have numbers from `offset` on. */
  add(part, offset) {
    this.parts.push({ part, offset });
  }

  /** A part that is likely to have the words that there are. */
  get #largest() {
    return this.parts.reduce((largest, { part }) => (part.count > (largest?.count ?? 0) ? part : largest), undefined);
  }

  /** Papers with this very term, or, when `open`, with terms that begin with it. */
  exact(term, fields, open = false) {
    return this.#ask((part) => part.meant(term, { open: open && term.length >= SHORTEST_BEGINNING }), fields);
  }

  /** Papers that have two words as one; where words load, only if that stands beside the first one. */
  joined(first, second) {
    const whole = first + second;
    return this.#ask((part) => (part.lieTogether(first, whole) ? part.meant(whole, {}) : new Map()));
  }

  /** Papers with this word; `forgiving` looks for slips even when there are some. */
  word(word, fields, open = false, forgiving = false) {
    if (word.length > LONGEST_GUESSED) return this.exact(word, fields);
    const goesOn = open && word.length >= SHORTEST_BEGINNING;
    const found = this.#ask((part) => part.meant(word, { stem: true, open: goesOn }), fields);
    if ((found.size && !forgiving) || this.papers.waits) return found;
    const guessed = found.size ? found : this.#unfinished(word, fields);
    return (guessed.size && !forgiving) || this.papers.waits ? guessed : either(guessed, this.#misspelt(word, fields, open));
  }

  /** Papers with one word of a query: "zero-shot" is found as "zeroshot", or as "zero" and "shot". */
  clause({ parts, field, open, without }, forgiving) {
    const fields = field && [field];
    const terms = asked(parts);
    const last = terms.length - 1;
    if (without) return this.#without(terms, parts, fields);
    const hits = terms.map((term, i) => this.word(term, fields, open && i === last, forgiving));
    if (!last) return hits[0];
    const whole = this.#stemmed(parts.join(""), fields, open);
    return mixed(hits.reduce(both), whole);
  }

  /** "-zero-shot" puts out "zeroshot", not "zero" and "shot" far from each other. */
  #without(terms, parts, fields) {
    const signs = terms.length < parts.length; // Chinese: all pairs together are the word
    if (!signs) return this.#stemmed(parts.join(""), fields);
    return terms.map((term) => this.exact(term, fields)).reduce(both);
  }

  /** Terms that are likely meant by a word that finds little: [term, slips], nearest first. */
  near(word) {
    const found = new Map(this.parts.flatMap(({ part }) => part.near(word, false)));
    return [...found].sort((a, b) => a[1] - b[1]);
  }

  #stemmed(word, fields, open = false) {
    const guessed = word.length <= LONGEST_GUESSED;
    return this.#ask((part) => part.meant(word, { stem: guessed, open: open && guessed }), fields);
  }

  /** A beginning of a word, though others follow it, or two words written as one: "skinlesion". */
  #unfinished(word, fields) {
    const begun = word.length >= SHORTEST_HALF ? this.exact(word, fields, true) : new Map();
    if (begun.size || this.papers.waits) return begun;
    let found = begun;
    for (let i = SHORTEST_HALF; i <= word.length - SHORTEST_HALF; i++) {
      const halves = [word.slice(0, i), word.slice(i)];
      if (halves.some((half) => this.stopWords.has(half) || !this.#isLikely(half))) continue;
      found = either(found, halves.map((half) => this.exact(half, fields)).reduce(both));
    }
    for (const hit of found.values()) hit.slips = 1;
    return found;
  }

  /** Whether a word is worth asking all parts; where these load, only one is asked. */
  #isLikely(word) {
    return this.papers.isWhole ? this.parts.some(({ part }) => part.has(word)) : this.#largest?.has(word);
  }

  /** One slip, or, when that finds nothing, two. */
  #misspelt(word, fields, open) {
    if (!forgiven(word)) return new Map();
    const near = new Map(this.parts.map(({ part }) => [part, part.near(word, open)]));
    if (this.papers.waits) return new Map();
    for (const [slips, boost] of BOOSTS) {
      const meant = (part) => new Map(near.get(part).filter(([, n]) => n === slips).map(([term]) => [term, boost]));
      const found = this.#ask(meant, fields, slips);
      if (found.size) return found;
    }
    return new Map();
  }

  #ask(meant, fields, slips = 0) {
    const hits = new Map();
    const sets = new Map(); // list of terms, which many hits share → the same as a set
    for (const { part, offset } of this.parts) {
      for (const [number, weight, terms] of part.ask(meant(part), fields)) {
        if (!sets.has(terms)) {
          sets.set(terms, new Set(fields ? fields.flatMap((field) => terms.map((term) => `${field}:${term}`)) : terms));
        }
        hits.set(offset + number, { weight, slips, terms: sets.get(terms) });
      }
    }
    const rarity = Math.log(1 + Math.abs((this.papers.size - hits.size + 0.5) / (hits.size + 0.5)));
    for (const hit of hits.values()) hit.weight *= rarity;
    return hits;
  }
}

/** Papers of either; those of both count twice. */
function mixed(a, b) {
  const found = either(a, b);
  for (const [ref, hit] of both(a, b)) {
    found.set(ref, { ...hit, slips: Math.min(a.get(ref).slips, b.get(ref).slips) });
  }
  return found;
}
