// Reads what somebody typed: words, "-without", author:name, topic:cs.CV, "quoted words". Nothing is a mistake.
import { words } from "./words.js";

const FIELDS = {
  title: "title",
  author: "authors",
  authors: "authors",
  topic: "topics",
  topics: "topics",
  keyword: "keywords",
  keywords: "keywords",
  organisation: "organisations",
  organisations: "organisations",
  year: "year",
  abstract: "abstract",
};
/** Signs of a query that are read, and words: whoever sends a longer one in a link shall not stop the page. */
export const LONGEST = 200;
const MOST = 20;
const CLAUSE = /([-+]?)(?:(\p{L}+):)?("[^"]*"?|\S*)/gu;

/**
 * The clauses of a query: { parts, field, without, open }.
 * `parts` are the folded parts of one word, `field` is undefined for all, `open` says that the word may go on.
 */
export function parse(text) {
  const clauses = [];
  for (const [whole, sign, name, rest] of text.slice(0, LONGEST).matchAll(CLAUSE)) {
    const field = name && FIELDS[name.toLowerCase()];
    const without = sign === "-";
    const typed = field ? rest : whole;
    for (const parts of words(typed)) clauses.push({ parts, field, without, open: false });
  }
  const read = within(clauses);
  const last = read[read.length - 1];
  if (last && /[\p{L}\p{N}\p{M}]$/u.test(text)) last.open = !last.without;
  return read;
}

/** The first clauses that have MOST parts between them: Chinese without spaces is one clause of many. */
function within(clauses) {
  let left = MOST;
  const read = [];
  for (const clause of clauses) {
    if (!left) break;
    const parts = clause.parts.slice(0, left);
    left -= parts.length;
    read.push({ ...clause, parts });
  }
  return read;
}
