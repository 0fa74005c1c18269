// What a mark and a rule may be: docs/reader.schema.json. A file may come from anybody, and so may what lies in
// storage; clean.js has cleaned its texts.
import { NO_SPACES } from "./words.js";

const MOST_PATTERNS = 50;
const LONGEST = 100; // characters of a rule's name or pattern

const isText = (most) => (value) => typeof value === "string" && value.length <= most && value.trim() !== "";
const isTrue = (value) => value === true;
const matches = (pattern) => (value) => typeof value === "string" && value.length <= 300 && pattern.test(value);
// A day or an instant in UTC that the calendar has: of 30 February, engines make another day, or none.
const isTime = (pattern) => (value) => {
  const time = matches(pattern)(value) ? Date.parse(value) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value.slice(0, 19));
};
// What rules.js finds a word in; that script comes only to those who have rules.
const SIGN_OF_WORD = new RegExp(`[\\p{L}\\p{N}${NO_SPACES}]`, "u");
const isPattern = (value) => isText(LONGEST)(value) && SIGN_OF_WORD.test(value.normalize("NFKD").replace(/\p{M}/gu, ""));
const isPatterns = (value) =>
  Array.isArray(value) && value.length > 0 && value.length <= MOST_PATTERNS && value.every(isPattern);

/** Whether this is a day, as 2026-05-28. */
export const isDay = isTime(/^\d{4}-\d\d-\d\d$/);

const KINDS = {
  mark: {
    id: isText(300),
    url: matches(/^papers\/[a-z0-9]+(-[a-z0-9]+)*\/$/), // generator/base/slugs.py
    title: isText(2000),
    authors: (value) => typeof value === "string" && value.length <= 2000,
    day: isDay,
    starred: isTime(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/),
    read: isTrue,
    hidden: isTrue,
  },
  rule: {
    name: isText(LONGEST),
    topics: isPatterns,
    words: isPatterns,
    none: isPatterns,
    authors: isPatterns,
    organisations: isPatterns,
    code: isTrue,
    score: (value) => typeof value === "number" && value >= 0 && value <= 100,
  },
};

/** The key of a "mark" or "rule" that is wrong or missing, undefined when it is good. */
export function faultOf(kind, value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "{}";
  const wrong = ([key, part]) => !Object.hasOwn(KINDS[kind], key) || !KINDS[kind][key](part);
  return Object.entries(value).find(wrong)?.[0] ?? (kind === "mark" ? lackOfMark(value) : lackOfRule(value));
}

function lackOfMark(mark) {
  if (!mark.id) return "id";
  if (mark.starred) return ["url", "title", "day"].find((key) => !mark[key]);
  return mark.read || mark.hidden ? undefined : "starred";
}

function lackOfRule(rule) {
  if (!rule.name) return "name";
  return Object.keys(rule).some((key) => key !== "name" && key !== "none") ? undefined : "words";
}
