// Reads what somebody typed. Nothing is a mistake: what cannot be read as a filter is words. The grammar:
//
//   query  = clause*                          all clauses must hold
//   clause = ["-" | "+"] [field ":"] value    "-" asks for papers without it
//   value  = quoted | word                    quoted: these words in this order, no guessing
//   field  = title | abstract | author | organisation | keyword | topic      words within it
//          | year | date | added      2024, 2026-05, 2026-05-28, with > >= < <= before it, or 2020..2024, 2020-2024
//          | score                    80 (or more), >80, <=50, 70..90, 70-90
//          | code                     yes, no
//          | sort                     relevance, date, score
//
// The last word may go on, unless something stands behind it. A word that ends with "*" may always go on.
import { fold, words } from "./words.js";

const TEXTS = {
  ...{ title: "title", abstract: "abstract", topic: "topics", topics: "topics" },
  ...{ author: "authors", authors: "authors", keyword: "keywords", keywords: "keywords" },
  ...{ organisation: "organisations", organisations: "organisations", organization: "organisations" },
};
const FILTERS = { year: dates, date: dates, added: dates, score: scores, code: yesOrNo };
const ORDERS = { relevance: "", date: "date", newest: "date", score: "score" };
/** What may stand before a colon, as hints name it. */
export const FIELDS = [
  ...["title", "abstract", "author", "organisation", "keyword", "topic"],
  ...["year", "date", "added", "score", "code", "sort"],
];
/** Signs of a query that are read, and words: whoever sends a longer one in a link shall not stop the page. */
export const LONGEST = 300;
const MOST = 20;
const QUOTES = '"“”„«»';
const CLAUSE = new RegExp(`([-+]?)(?:(\\p{L}+):)?(?:[${QUOTES}]([^${QUOTES}]*)([${QUOTES}]?)|(\\S*))`, "gu");

/**
 * { clauses, order, hints, unfinished }. A clause has `without`, `start` and `end` (its place in the text), and is one of
 *   { kind: "words", field, parts, open }           one word as its folded parts; `open`: it may go on
 *   { kind: "phrase", field, parts, open, whole }   several in order; `whole`: the quotes are closed
 *   { kind: "filter", field, low, high, above, below }   above and below: without the bound itself
 *   { kind: "filter", field: "code", yes }
 * `field` is undefined for words that may be anywhere, and `value` is what was typed behind a field, folded. "year"
 * is a filter of "date". `order` is "", "date" or "score". A hint is { field } for one that there is not, or
 * { field, value } for a value that says nothing.
 * `unfinished` is { field, value } at the end of the text: it says nothing yet, and may when it goes on.
 */
export function parse(text) {
  const read = { clauses: [], order: "", hints: [] };
  const short = text.slice(0, LONGEST);
  for (const match of short.matchAll(CLAUSE)) {
    if (match[0]) readClause(match, read, match.index + match[0].length === short.length);
  }
  read.clauses = within(read.clauses);
  return read;
}

function readClause(match, read, last) {
  const [all, sign, name, quoted, closed, word] = match;
  const field = name?.toLowerCase();
  const value = quoted ?? word;
  const place = { without: sign === "-", start: match.index, end: match.index + all.length };
  const goesOn = last && !closed && !place.without && /[\p{L}\p{N}\p{M}]$/u.test(all);
  if (field === "sort") {
    const order = ORDERS[fold(value)];
    if (order !== undefined) read.order = order;
    if (order === undefined || last) unread({ field, value }, last, read);
  } else if (field && Object.hasOwn(FILTERS, field)) {
    const filter = FILTERS[field](fold(value));
    if (filter) read.clauses.push({ kind: "filter", field: field === "year" ? "date" : field, ...filter, ...place });
    else unread({ field, value }, last, read);
  } else {
    const known = field && Object.hasOwn(TEXTS, field);
    if (field && !known && !value.startsWith("//")) read.hints.push({ field });
    if (known && !words(value).length) unread({ field, value }, last, read);
    const typed = known || !name ? value : `${name} ${value}`;
    const open = goesOn || (/\*$/.test(word ?? "") && !place.without);
    const rest = { field: known ? TEXTS[field] : undefined, open, ...(known && { value: fold(value) }), ...place };
    readWords(typed, quoted !== undefined, Boolean(closed), rest, read);
  }
}

function unread(hint, last, read) {
  if (last) read.unfinished = hint;
  else read.hints.push(hint);
}

function readWords(typed, isQuoted, whole, rest, read) {
  const runs = words(typed);
  if (isQuoted && runs.length) read.clauses.push({ kind: "phrase", parts: runs.flat(), whole, ...rest });
  if (isQuoted) return;
  runs.forEach((parts, i) => {
    read.clauses.push({ kind: "words", parts, ...rest, open: rest.open && i === runs.length - 1 });
  });
}

/** The first clauses that have MOST parts between them: Chinese without spaces is one clause of many. */
function within(clauses) {
  let left = MOST;
  const read = [];
  for (const clause of clauses) {
    if (!left) break;
    if (!clause.parts) {
      left -= 1;
      read.push(clause);
      continue;
    }
    const parts = clause.parts.slice(0, left);
    left -= parts.length;
    read.push({ ...clause, parts });
  }
  return read;
}

function dates(value) {
  return range(value, "\\d{4}(?:-\\d\\d(?:-\\d\\d)?)?", (bound) => bound, true);
}

function scores(value) {
  return range(value, "\\d+(?:\\.\\d+)?", Number, false);
}

/** Bounds are of this `form`, joined by dots or a dash. `single`: a bound alone is that very value; otherwise at least that. */
function range(value, form, bound, single) {
  const between = value.match(`^(${form})?\\.{2,3}(${form})?$`) ?? value.match(`^(${form})[-‐–—](${form})$`);
  if (between) {
    const [low, high] = between.slice(1);
    if (!low && !high) return undefined;
    return { ...(low && { low: bound(low) }), ...(high && { high: bound(high) }) };
  }
  const alone = value.match(`^([<>]=?|=?)(${form})$`);
  if (!alone) return undefined;
  const [, sign, rest] = alone;
  const at = bound(rest);
  if (sign.startsWith("<")) return { high: at, ...(sign === "<" && { below: true }) };
  if (sign.startsWith(">")) return { low: at, ...(sign === ">" && { above: true }) };
  return { low: at, ...((single || sign) && { high: at }) };
}

function yesOrNo(value) {
  if (/^(yes|y|true|1)$/.test(value)) return { yes: true };
  return /^(no|n|false|0)$/.test(value) ? { yes: false } : undefined;
}

// Changing a query: facets, sorting and suggestions are changes of its text, so that one text says everything.

/** The query that asks for `value` in `field` too: "lesion" → 'lesion keyword:"skin cancer"'. */
export function narrowed(text, field, value) {
  const bare = value.replace(new RegExp(`[${QUOTES}]`, "g"), " ").trim();
  const word = /^[\p{L}\p{N}.-]+$/u.test(bare) && !["keyword", "author"].includes(field) ? bare : `"${bare}"`;
  return `${finished(text)} ${field}:${word}`.trim();
}

/** The query without the clause at { start, end }. */
export function withoutClause(text, { start, end }) {
  return `${text.slice(0, start).trimEnd()} ${text.slice(end).trimStart()}`.trim();
}

/** The query in another order; "" is by relevance. */
export function ordered(text, order) {
  const plain = finished(text).replace(/(^|\s)[-+]?sort:\S*/gi, "").trim();
  return order ? `${plain} sort:${order}`.trim() : plain;
}

function finished(text) {
  const trimmed = text.trim();
  const unclosed = [...trimmed.matchAll(CLAUSE)].some(([, , , quoted, closed]) => quoted !== undefined && !closed);
  return unclosed ? `${trimmed}"` : trimmed;
}
