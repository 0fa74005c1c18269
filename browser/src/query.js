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
  abstract: "abstract",
};
const CLAUSE = /([-+]?)(?:(\p{L}+):)?("[^"]*"?|\S*)/gu;

/**
 * The clauses of a query: { parts, field, without, open }.
 * `parts` are the folded parts of one word, `field` is undefined for all, `open` says that the word may go on.
 */
export function parse(text) {
  const clauses = [];
  for (const [whole, sign, name, rest] of text.matchAll(CLAUSE)) {
    const field = name && FIELDS[name.toLowerCase()];
    const without = sign === "-";
    const typed = field ? rest : whole;
    for (const parts of words(typed)) clauses.push({ parts, field, without, open: false });
  }
  const last = clauses[clauses.length - 1];
  if (last && /[\p{L}\p{N}\p{M}]$/u.test(text)) last.open = !last.without;
  return clauses;
}
