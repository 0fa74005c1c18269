// A segment of the papers whose words lie in ranges, each a file. Ranges that are asked and not there are wanted
// of `files`; until they have come, they hold nothing.
import { numbersIn } from "./letters.js";
import { EXACT, firstFrom, has, meantBy, nearTo, startOfStem } from "./terms.js";

const TENTHS = 10; // weights are shipped as whole numbers
const MOST_BEGINNING = 4; // ranges over which the words may be spread that one beginning stands for
const MOST_OF_STEM = 2; // ranges in which words of the same stem are looked for
const MOST_NEAR = 3; // ranges that are looked through for slips
const SURE = [2, 3]; // so many letters at the beginning of a word are hardly ever slips
const LAST = "\uffff"; // behind all letters

export class Segment {
  columns = {}; // "facets" and "figures" that have come
  #ranges = new Map(); // number of a range → its words and where they stand

  /**
   * { count, folder, folders } as the manifest has them, and { starts, fields, files, offset }: the beginnings of the
   * ranges, the names of fields by their numbers, what loads, and the number of the first paper.
   */
  constructor(told, more) {
    Object.assign(this, told, more);
  }

  /** Where a range of "words", a paper, or what "columns" tell of it, lies: hashes are all of one length. */
  folderOf(kind, number) {
    const [each, length, names] = this.folders[kind];
    const place = Math.floor(number / each);
    return `${this.folder}${kind}.${place}.${names.slice(place * length, (place + 1) * length)}/`;
  }

  has(term) {
    return this.#termsOf([this.#rangeOf(term)]).some((terms) => has(term, terms));
  }

  /** Whether who has asked for one word has loaded the other one too. */
  lieTogether(one, other) {
    return this.#rangeOf(one) === this.#rangeOf(other);
  }

  /** Terms that `word` stands for, each with its boost. */
  meant(word, { stem, open }) {
    const wanted = new Set([this.#rangeOf(word)]);
    const [begun, start] = [open ? this.#span(word) : [], stem && startOfStem(word)];
    const isOpen = open && begun.length <= MOST_BEGINNING;
    if (isOpen) for (const number of begun) wanted.add(number);
    if (start) for (const number of this.#span(start).slice(0, MOST_OF_STEM)) wanted.add(number);
    const boosts = this.#termsOf([...wanted]).map((terms) => [...meantBy(word, terms, { stem, open: isOpen })]);
    return new Map(boosts.flat());
  }

  /** Terms that differ from `word` by a slip or two: [term, slips]. */
  near(word, open) {
    const spans = SURE.map((length) => this.#span(word.slice(0, length))).filter(({ length }) => length <= MOST_NEAR);
    return this.#termsOf(spans[0] ?? [this.#rangeOf(word)]).flatMap((terms) => nearTo(word, terms, open));
  }

  /** Papers with any of the terms: [number, weight, the terms found]. */
  ask(boosts, fields) {
    const asked = fields && new Set(fields.map((field) => this.fields.indexOf(field)));
    const found = new Map();
    for (const [term, boost] of boosts) {
      const { papers, weights } = this.#posting(term, asked);
      const alone = [term];
      papers.forEach((paper, i) => {
        if (!weights[i]) return;
        const weight = (weights[i] * boost) / EXACT / TENTHS;
        const hit = found.get(paper);
        if (hit) found.set(paper, [paper, hit[1] + weight, [...hit[2], term]]);
        else found.set(paper, [paper, weight, alone]);
      });
    }
    return [...found.values()];
  }

  /** The papers with a term, and how much it weighs in the fields that are asked, or in all. */
  #posting(term, asked) {
    const { terms, papers, kinds, are } = this.#ranges.get(this.#rangeOf(term));
    const place = firstFrom(term, terms);
    const weights = kinds.map((kind) => weightOf(kind, asked));
    return { papers: papers[place], weights: are[place].map((kind) => weights[kind]) };
  }

  #rangeOf(term) {
    const after = firstFrom(term, this.starts);
    return this.starts[after] === term ? after : after - 1;
  }

  /** The ranges that may have words that begin so. */
  #span(start) {
    const [first, last] = [this.#rangeOf(start), this.#rangeOf(start + LAST)];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }

  /** The words of those of these ranges that are there. */
  #termsOf(numbers) {
    return numbers.filter((number) => this.#isThere(number)).map((number) => this.#ranges.get(number).terms);
  }

  #isThere(number) {
    if (!this.#ranges.has(number)) {
      this.files.want(`${this.folderOf("words", number)}range.${number}.js`, (packed) => {
        this.#ranges.set(number, unpack(packed));
      });
    }
    return this.#ranges.has(number);
  }
}

/** { terms, papers, kinds, are } as generator/indexing/ranges.py packs them; papers and kinds term by term. */
function unpack({ terms, papers, kinds, are }) {
  const numbers = terms && papers.split(" ").map(rising);
  const all = numbersIn(are);
  let start = 0;
  return {
    terms: terms ? terms.split(" ") : [],
    papers: numbers,
    kinds,
    are: terms && numbers.map(({ length }) => all.slice(start, (start += length))),
  };
}

function rising(text) {
  let last = -1;
  return numbersIn(text).map((step) => (last += step));
}

/** A kind is the number of a field, a weight, and so on. */
function weightOf(kind, asked) {
  let sum = 0;
  for (let i = 0; i < kind.length; i += 2) if (!asked || asked.has(kind[i])) sum += kind[i + 1];
  return sum;
}
