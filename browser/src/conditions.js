// What a clause asks of one paper, answered from what is known of it without the index.
import { line } from "./words.js";

/** Whether a paper passes a filter: { field, low, high, above, below, yes, without }. */
export function holds(filter, document) {
  return passes(filter, document) !== filter.without;
}

function passes({ field, low, high, above, below, yes }, document) {
  if (field === "code") return Boolean(document.code) === yes;
  const value = document[field];
  if (value === null || value === "") return false;
  const from = low === undefined ? 0 : compare(value, low);
  const to = high === undefined ? 0 : compare(value, high);
  return (above ? from > 0 : from >= 0) && (below ? to < 0 : to <= 0);
}

/** A day is as early as a month or a year that it lies in. */
function compare(value, bound) {
  const part = typeof value === "string" ? value.slice(0, bound.length) : value;
  return part < bound ? -1 : Number(part > bound);
}

/**
 * Whether a paper has these words in this order; undefined when only its abstract can tell and is not there.
 * An author has them in any order; a keyword in closed quotes is meant whole.
 */
export function hasPhrase({ field, parts, open, whole }, document, abstract) {
  const phrase = ` ${parts.join(" ")}${open ? "" : " "}`;
  const within = (values) => values.some((value) => line(value).includes(phrase));
  if (field === "title") return document.line.includes(phrase);
  if (field === "abstract") return abstract?.includes(phrase);
  if (field === "keywords" && whole) return document.keywords.some((keyword) => line(keyword) === phrase);
  if (field === "authors") return document.more > 0 || document.authors.some((name) => hasAll(name, parts));
  if (field === "topics") return true; // names of topics are only in the index
  const short = [...document.authors, ...document.keywords, ...document.organisations];
  if (field) return within(document[field]);
  return document.line.includes(phrase) || within(short) || abstract?.includes(phrase);
}

function hasAll(name, parts) {
  const text = line(name);
  return parts.every((part) => text.includes(` ${part}`));
}
