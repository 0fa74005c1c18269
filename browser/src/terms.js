// What a word stands for among sorted terms: itself, words of the same stem, words that it begins, and slips.
import { forgiven, slips } from "./distance.js";
import { stemOf } from "./stem.js";

/** Boosts of terms. */
export const EXACT = 10;
const SAME_STEM = 5;
const BEGINS = 4;
const MOST_BEGINNING = 300; // terms that one beginning stands for

/** Terms that `word` stands for, each with its boost: itself, words of the same stem, and words it begins. */
export function meantBy(word, terms, { stem, open }) {
  const boosts = new Map();
  if (open) for (const term of beginning(word, terms)) boosts.set(term, BEGINS);
  if (stem) for (const term of sameStem(word, terms)) boosts.set(term, SAME_STEM);
  if (has(word, terms)) boosts.set(word, EXACT);
  return boosts;
}

/** Terms that differ from `word` by a slip or two: [term, slips]. */
export function nearTo(word, terms, open) {
  const most = forgiven(word);
  if (!most) return [];
  const found = [];
  for (const term of terms) {
    const longer = term.length - word.length;
    if (longer < -most || (!open && longer > most)) continue;
    const count = slips(word, term, most, open);
    if (count > 0 && count <= most) found.push([term, count]);
  }
  return found;
}

export function has(word, terms) {
  return terms[firstFrom(word, terms)] === word;
}

/** The place of the first term that does not come before `start`. */
export function firstFrom(start, terms) {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (terms[middle] < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What words of the same stem begin with: "policy" and "policies" have the stem "polici". Undefined for short ones. */
export function startOfStem(word) {
  const start = stemOf(word).replace(/i$/, "");
  return start.length < 3 ? undefined : start;
}

function beginning(start, terms) {
  const found = [];
  for (let i = firstFrom(start, terms); terms[i]?.startsWith(start); i++) found.push(terms[i]);
  return found.sort((a, b) => a.length - b.length).slice(0, MOST_BEGINNING);
}

/** Terms that differ from `word` only by their ending: they share its beginning, so they stand together. */
function sameStem(word, terms) {
  const start = startOfStem(word);
  if (!start) return [];
  const stem = stemOf(word);
  const found = [];
  for (let i = firstFrom(start, terms); terms[i]?.startsWith(start); i++) {
    if (terms[i] !== word && stemOf(terms[i]) === stem) found.push(terms[i]);
  }
  return found;
}
