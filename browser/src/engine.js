// Finds papers: every clause of a query must hold; stop words only help.
//
// A word finds itself, words with the same stem and, when it may go on, words that begin with it. One that finds
// nothing may be a beginning, two words written as one, or hold a slip; so may all words when no paper has them
// all. Papers found by a slip come after all others. How much a word counts depends on how rare it is in all
// parts (inverse document frequency as lunr reckons it), how often it stands in a paper, and where.
import { hasPhrase, holds, isOfTopic } from "./conditions.js";
import { both, either, help, noHit, sum } from "./hits.js";
import { Lookup } from "./lookup.js";
import { parse } from "./query.js";
import { asked, fold } from "./words.js";

const EXACT_TITLE = 2;
const BEGINS_TITLE = 1;
const FEW = 5; // a word that stands in so many times as many papers may have been meant

export class Engine {
  /** `abstractOf(document)` gives the words of its abstract between spaces; undefined while it is not there. */
  constructor(abstractOf) {
    this.abstractOf = abstractOf;
    this.lookup = new Lookup();
    this.documents = [];
  }

  add(part) {
    this.lookup.add(part);
    this.documents.push(...part.documents);
  }

  /**
   * { results: [{ document, terms, slips }], pending, query }, best first; undefined for a text that asks nothing.
   * `pending` are papers that are left out until their abstracts are there: only those tell of a phrase.
   */
  find(text) {
    const query = parse(text);
    if (!query.clauses.length) return undefined;
    const pending = new Set();
    let found = this.#all(query.clauses, false, pending);
    if (!found.size && !pending.size) found = this.#all(query.clauses, true, pending);
    const phrase = phraseOf(query.clauses);
    const results = [...found].map(([ref, hit]) => ranked(this.documents[ref], hit, phrase));
    return { results: results.sort(ORDERS[query.order]), pending: [...pending], query };
  }

  /**
   * Papers that have at least half of the words, and `fewest`, for when none has all; those with most come first.
   * `fields` are the only ones looked at.
   */
  near(text, { fewest = 1, fields } = {}) {
    const plain = parse(text).clauses.filter((clause) => clause.parts && !clause.field && !clause.without);
    const terms = [...new Set(plain.flatMap((clause) => asked(clause.parts)))];
    const telling = terms.filter((term) => !this.lookup.stopWords.has(term));
    if (telling.length < 2) return [];
    const found = new Map();
    for (const term of telling) {
      for (const [ref, hit] of this.lookup.word(term, fields)) {
        const { close, all } = found.get(ref) ?? { close: 0, all: noHit() };
        found.set(ref, { close: close + 1, all: sum(all, hit) });
      }
    }
    return [...found]
      .filter(([, { close }]) => close >= fewest && close * 2 >= telling.length)
      .map(([ref, { close, all }]) => ({ ...all, slips: 0, close, document: this.documents[ref] }))
      .sort(ORDERS[""]);
  }

  /** The text with words that hardly a paper has replaced by ones that many have; "" when there are none. */
  meant(text) {
    let better = text;
    for (const { kind, parts, start, end } of parse(text).clauses.reverse()) {
      if (kind !== "words" || parts.length > 1 || fold(text.slice(start, end)) !== parts[0]) continue;
      const near = this.lookup.near(parts[0]);
      const counted = near.filter(([, slips]) => slips === near[0][1]);
      const sizes = counted.map(([term]) => [this.lookup.exact(term).size, term]);
      const [size, best] = sizes.sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1))[0] ?? [0];
      if (size > FEW * this.lookup.exact(parts[0]).size) better = better.slice(0, start) + best + better.slice(end);
    }
    return better === text ? "" : better;
  }

  #all(clauses, forgiving, pending) {
    const wanted = clauses.filter((clause) => clause.parts && !clause.without);
    const telling = wanted.filter((clause) => !this.#isStopWord(clause));
    const required = telling.length ? telling : wanted;
    const filters = clauses.filter((clause) => clause.kind === "filter");
    let found = new Map();
    this.documents.forEach((document, ref) => {
      if (filters.every((filter) => holds(filter, document))) found.set(ref, noHit());
    });
    for (const hits of this.#words(required, forgiving)) found = both(found, hits);
    for (const clause of clauses) if (clause.parts && clause.without) this.#remove(clause, found, pending);
    for (const clause of required) {
      if (clause.kind === "phrase") found = both(found, this.#phrase(clause, found, pending).having);
    }
    for (const clause of wanted) if (!required.includes(clause)) help(found, this.lookup.exact(clause.parts[0]));
    return found;
  }

  /** The hits of each clause of words. Two words that stand together may be one in a paper: "zero shot". */
  #words(clauses, forgiving) {
    const plain = clauses.filter((clause) => clause.kind === "words");
    const hits = plain.map((clause) => this.#topic(clause) ?? this.lookup.clause(clause, forgiving));
    const isPlain = (clause) => clause && !clause.field && clause.parts.length === 1;
    plain.forEach((clause, i) => {
      if (!isPlain(clause) || !isPlain(plain[i + 1])) return;
      const whole = this.lookup.exact(clause.parts[0] + plain[i + 1].parts[0]);
      for (const n of [i, i + 1]) hits[n] = either(hits[n], whole);
    });
    return hits;
  }

  #topic(clause) {
    if (clause.field !== "topics") return undefined;
    const found = [...this.documents.entries()].filter(([, document]) => isOfTopic(clause, document));
    return found.length ? new Map(found.map(([ref]) => [ref, noHit()])) : undefined;
  }

  #remove(clause, found, pending) {
    const { having, unknown } =
      clause.kind === "phrase"
        ? this.#phrase(clause, found, pending)
        : { having: this.#topic(clause) ?? this.lookup.clause(clause, false), unknown: [] };
    for (const ref of [...having.keys(), ...unknown]) found.delete(ref);
  }

  /** Papers among `found` that have a phrase, and those of which it is `unknown` yet. */
  #phrase(clause, found, pending) {
    const hits = clause.whole || clause.without ? this.#topic(clause) : undefined;
    const having = new Map();
    const unknown = [];
    for (const [ref, hit] of hits ?? this.#candidates(clause)) {
      if (!found.has(ref)) continue;
      const document = this.documents[ref];
      const held = hits ? true : hasPhrase(clause, document, this.abstractOf(document));
      if (held) having.set(ref, hit);
      else if (held === undefined) unknown.push(ref);
    }
    for (const ref of unknown) pending.add(this.documents[ref]);
    return { having, unknown };
  }

  /** Papers with all words of a phrase; abstracts are indexed without stop words. */
  #candidates({ parts, field, open }) {
    const fields = field && [field];
    const terms = asked(parts);
    const telling = terms.filter((term) => !this.lookup.stopWords.has(term));
    const required = telling.length && !["title", "authors"].includes(field) ? telling : terms;
    const last = terms[terms.length - 1];
    return required.map((term) => this.lookup.exact(term, fields, open && term === last)).reduce(both);
  }

  #isStopWord({ kind, parts, field }) {
    return kind === "words" && !field && parts.length === 1 && this.lookup.stopWords.has(parts[0]);
  }
}

/** What was typed, as it would stand in a title; without the space behind it when the last word may go on. */
function phraseOf(clauses) {
  const plain = clauses.filter((clause) => clause.parts && !clause.field && !clause.without);
  if (!plain.length) return undefined;
  return { words: ` ${plain.flatMap((clause) => clause.parts).join(" ")}`, open: plain.at(-1).open };
}

/** A title that is the query comes first, one that begins with it next; one that holds it counts twice. */
function ranked(document, hit, phrase) {
  const title = document.line;
  let close = 0;
  let { weight } = hit;
  if (phrase) {
    if (title === `${phrase.words} `) close = EXACT_TITLE;
    else if (title.startsWith(phrase.open ? phrase.words : `${phrase.words} `)) close = BEGINS_TITLE;
    else if (phrase.words.includes(" ", 1) && title.includes(`${phrase.words} `)) weight *= 2;
  }
  return { ...hit, weight, close, document };
}

function newest({ document: a }, { document: b }) {
  const [x, y] = [a, b].map(({ date, added }) => date || added);
  return order(y, x) || order(b.added, a.added) || order(a.url, b.url);
}

function order(a, b) {
  return a < b ? -1 : Number(a > b);
}

const ORDERS = {
  "": (a, b) => a.slips - b.slips || b.close - a.close || b.weight - a.weight || newest(a, b),
  date: newest,
  score: (a, b) => (b.document.score ?? -1) - (a.document.score ?? -1) || newest(a, b),
};
