// Finds papers: every clause of a query must hold; stop words only help.
//
// A word finds itself, words with the same stem and, when it may go on, words that begin with it. One that finds
// nothing may be a beginning, two words written as one, or hold a slip; so may all words when no paper has them
// all. Papers found by a slip come after all others. How much a word counts depends on how rare it is in all
// parts (inverse document frequency as lunr reckons it), how often it stands in a paper, and where.
import { hasPhrase, holds } from "./conditions.js";
import { both, either, help, noHit, sum } from "./hits.js";
import { Lookup } from "./lookup.js";
import { parse } from "./query.js";
import { asked, fold } from "./words.js";

const EXACT_TITLE = 2;
const BEGINS_TITLE = 1;
const SHOWN = 20; // results whose titles may bring them forward
const SUGGESTED = 5;
const YEAR = 4; // digits
const FEW = 5; // a word that stands in so many times as many papers may have been meant

export class Engine {
  /** `papers` are what is searched: Parts or Segments. */
  constructor(papers) {
    this.papers = papers;
    this.lookup = papers.lookup;
  }

  /**
   * { results: [{ document, terms, slips }], pending, query }, best first; undefined for a text that asks nothing.
   * `pending` are papers that are left out until it is known whether they have a phrase, and `deep` tells that only
   * their abstracts know. While `papers.waits`, this is no answer yet.
   */
  find(text) {
    const query = parse(text);
    if (!query.clauses.length) return undefined;
    const pending = new Map();
    const found = this.last?.text === text ? this.last.found : this.#found(query, pending);
    const isLast = !this.papers.isWhole && !this.papers.waits && !pending.size;
    this.last = isLast && { text, found }; // for when the rows of these have come
    const deep = query.clauses.some(({ kind, field }) => kind === "phrase" && (!field || field === "abstract"));
    return { results: this.#sorted(found, query), pending: heaviest(pending).map((ref) => this.papers.at(ref)), deep, query };
  }

  /** How many papers a text finds, as far as is known. */
  count(text) {
    const query = parse(text);
    return query.clauses.length ? this.papers.quietly(() => this.#found(query, new Map()).size) : 0;
  }

  #found({ clauses }, pending) {
    const found = this.#all(clauses, false, pending);
    return found.size || pending.size || this.papers.waits ? found : this.#all(clauses, true, pending);
  }

  /** The results in order, the newest first where nothing tells which is better. */
  #sorted(found, { clauses, order }) {
    const by = order || ([...found.values()].some(({ weight }) => weight) ? "" : "date");
    if (this.papers.waits || (by && !this.papers.need("figures", found.keys()))) return [];
    const phrase = phraseOf(clauses);
    const results = [...found].map(([ref, hit]) => ranked(this.papers.at(ref), ref, hit, phrase)).sort(ORDERS[by]);
    this.papers.need("rows", results.slice(0, SHOWN).map(({ ref }) => ref));
    this.papers.offer(found.keys());
    return results;
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
    const likely = [...found]
      .filter(([, { close }]) => close >= fewest && close * 2 >= telling.length)
      .map(([ref, { close, all }]) => ({ ...all, slips: 0, close, ref, document: this.papers.at(ref) }))
      .sort(ORDERS[""]);
    this.papers.need("rows", likely.slice(0, SUGGESTED).map(({ ref }) => ref));
    return likely;
  }

  /** The text with words that hardly a paper has replaced by ones that many have; "" when there are none. */
  meant(text) {
    let better = text;
    for (const { kind, parts, start, end } of parse(text).clauses.reverse()) {
      if (kind !== "words" || parts.length > 1 || fold(text.slice(start, end)) !== parts[0]) continue;
      const [size, best] = this.papers.quietly(() => this.#likelier(parts[0]));
      const own = this.papers.quietly(() => this.lookup.exact(parts[0]).size);
      if (size > FEW * own) better = better.slice(0, start) + best + better.slice(end);
    }
    return better === text ? "" : better;
  }

  /** [papers, word] of the most frequent of the words nearest to one. */
  #likelier(word) {
    const near = this.lookup.near(word);
    const counted = near.filter(([, slips]) => slips === near[0][1]);
    const sizes = counted.map(([term]) => [this.lookup.exact(term).size, term]);
    return sizes.sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1))[0] ?? [0];
  }

  /** Papers that pass all clauses, or none while `papers.waits`. */
  #all(clauses, forgiving, pending) {
    const wanted = clauses.filter((clause) => clause.parts && !clause.without);
    const telling = wanted.filter((clause) => !this.#isStopWord(clause));
    const required = telling.length ? telling : wanted;
    const phrases = required.filter(({ kind }) => kind === "phrase");
    const hits = [...this.#words(required, forgiving), ...phrases.map((clause) => this.#candidates(clause))];
    let found = hits.reduce(both, undefined) ?? this.#everything();
    found = this.#filtered(found, clauses.filter(({ kind }) => kind === "filter"));
    for (const clause of clauses) if (clause.parts && clause.without) this.#remove(clause, found, pending);
    for (const clause of phrases) this.#keep(clause, found, pending);
    if (this.papers.waits) return new Map();
    const helpful = wanted.filter((clause) => !required.includes(clause));
    for (const { parts } of helpful) help(found, this.papers.quietly(() => this.lookup.exact(parts[0])));
    return found;
  }

  #everything() {
    return new Map(Array.from({ length: this.papers.size }, (_, ref) => [ref, noHit()]));
  }

  #filtered(found, filters) {
    if (this.papers.waits) return found;
    const known = filters.map((filter) => this.papers.need(columnsOf(filter), found.keys()));
    if (known.includes(false)) return found;
    return new Map([...found].filter(([ref]) => filters.every((filter) => holds(filter, this.papers.at(ref)))));
  }

  /** The hits of each clause of words. Two words that stand together may be one in a paper: "zero shot". */
  #words(clauses, forgiving) {
    const plain = clauses.filter((clause) => clause.kind === "words");
    const hits = plain.map((clause) => this.#topic(clause) ?? this.lookup.clause(clause, forgiving));
    const isPlain = (clause) => clause && !clause.field && clause.parts.length === 1;
    plain.forEach((clause, i) => {
      if (!isPlain(clause) || !isPlain(plain[i + 1])) return;
      const whole = this.lookup.joined(clause.parts[0], plain[i + 1].parts[0]);
      if (whole.size) for (const n of [i, i + 1]) hits[n] = either(hits[n], whole);
    });
    return hits;
  }

  /** Papers of the topic with this code ("cs.CV", "cs"); undefined when there is none. */
  #topic({ field, parts, open }) {
    if (field !== "topics") return undefined;
    const found = this.lookup.exact(parts.join(""), ["topics"], open);
    return found.size || this.papers.waits ? new Map([...found.keys()].map((ref) => [ref, noHit()])) : undefined;
  }

  #remove(clause, found, pending) {
    if (clause.kind === "phrase") {
      const having = both(found, this.#candidates(clause));
      this.#keep(clause, having, pending);
      for (const ref of [...having.keys(), ...pending.keys()]) found.delete(ref);
    } else {
      const having = this.#topic(clause) ?? this.lookup.clause(clause, false);
      for (const ref of having.keys()) found.delete(ref);
    }
  }

  /** Takes away papers that have not the phrase, and those of which it is not known yet, which are `pending`. */
  #keep(clause, found, pending) {
    if (this.papers.waits || ((clause.whole || clause.without) && this.#topic(clause))) return;
    for (const [ref, hit] of found) {
      const document = this.papers.at(ref);
      const held = document.line === undefined ? undefined : hasPhrase(clause, document, this.papers.texts.line(document));
      if (!held) found.delete(ref);
      if (held === undefined) pending.set(ref, hit);
    }
  }

  /** Papers with all words of a phrase; abstracts are indexed without stop words. */
  #candidates(clause) {
    const { parts, field, open, whole, without } = clause;
    const topic = whole || without ? this.#topic(clause) : undefined;
    if (topic) return topic;
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
function ranked(document, ref, hit, phrase) {
  const title = document.line;
  let close = 0;
  let { weight } = hit;
  if (phrase && title) {
    if (title === `${phrase.words} `) close = EXACT_TITLE;
    else if (title.startsWith(phrase.open ? phrase.words : `${phrase.words} `)) close = BEGINS_TITLE;
    else if (phrase.words.includes(" ", 1) && title.includes(`${phrase.words} `)) weight *= 2;
  }
  return { weight, slips: hit.slips, terms: hit.terms, close, ref, document };
}

/** The columns that tell whether a paper passes a filter. */
function columnsOf({ field, low = "", high = "" }) {
  return field === "code" || (field === "date" && low.length <= YEAR && high.length <= YEAR) ? "facets" : "figures";
}

function heaviest(pending) {
  return [...pending].sort((a, b) => b[1].weight - a[1].weight || a[0] - b[0]).map(([ref]) => ref);
}

/** The last added first, which is known of all papers: a later segment holds older ones. */
const byNumber = (a, b) => (a.document.segment === b.document.segment ? b.ref - a.ref : a.ref - b.ref);

function order(a, b) {
  return a < b ? -1 : Number(a > b);
}

const byRelevance = (a, b) => a.slips - b.slips || b.close - a.close || b.weight - a.weight || byNumber(a, b);
const byDate = (a, b) => order(day(b), day(a)) || byNumber(a, b);
const byScore = (a, b) => (b.document.score ?? -1) - (a.document.score ?? -1) || byDate(a, b);
const day = ({ document: { date, added } }) => date || added;
/** Comparators by the name of an order. */
const ORDERS = { "": byRelevance, date: byDate, score: byScore };
