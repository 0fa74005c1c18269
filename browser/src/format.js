// What a reader keeps, as it stands in storage and in the files that are saved: docs/reader.schema.json.
// Everything read is checked: a file may come from anybody, and so may what lies in storage.
import { gettext } from "./messages.js";
import { wordsOf } from "./rules.js";

export const VERSION = 1;
export const MOST_RULES = 100;
const MOST_MARKS = 20_000;
const MOST_PATTERNS = 50;
const LONGEST = 100; // characters of a rule's name or pattern

const isText = (most) => (value) => typeof value === "string" && value.length <= most && value.trim() !== "";
const isTrue = (value) => value === true;
const matches = (pattern) => (value) => typeof value === "string" && value.length <= 300 && pattern.test(value);
const isPatterns = (value) =>
  Array.isArray(value) && value.length > 0 && value.length <= MOST_PATTERNS && value.every(isPattern);

const MARK = {
  id: isText(300),
  url: matches(/^papers\/[^/?#\\\s]+\/$/),
  title: isText(2000),
  authors: (value) => typeof value === "string" && value.length <= 2000,
  day: matches(/^\d{4}-\d\d-\d\d$/),
  starred: matches(/^\d{4}-\d\d-\d\dT[\d:.]{5,12}Z$/),
  read: isTrue,
  hidden: isTrue,
};
const RULE = {
  name: isText(LONGEST),
  topics: isPatterns,
  words: isPatterns,
  none: isPatterns,
  authors: isPatterns,
  organisations: isPatterns,
  code: isTrue,
  score: (value) => typeof value === "number" && value >= 0 && value <= 100,
};

export const isMark = (mark) => !wrongKey(mark, MARK) && !lacksOfMark(mark);
export const isRule = (rule) => !wrongKey(rule, RULE) && !lacksOfRule(rule);

export function isPattern(text) {
  return typeof text === "string" && text.length <= LONGEST && wordsOf(text).length > 0;
}

/** The marks and rules of a file. Throws an Error that says what is wrong with it. */
export function readFile(text) {
  const data = parsed(text.replace(/^\ufeff/, ""));
  if (!isObject(data) || !(data.marks || data.rules)) throw wrong(gettext("It holds neither marks nor rules."));
  if (data.version !== VERSION) throw wrong(gettext("It is of another version than 1."));
  const key = Object.keys(data).find((name) => !["version", "marks", "rules"].includes(name));
  if (key) throw wrong(gettext("It has an unknown part: %(name)s.", { name: key.slice(0, 40) }));
  const marks = checked(data.marks, MARK, lacksOfMark, MOST_MARKS, (place) => gettext("Mark %(place)s", { place }));
  const rules = checked(data.rules, RULE, lacksOfRule, MOST_RULES, (place) => gettext("Rule %(place)s", { place }));
  if (new Set(rules.map(({ name }) => name)).size < rules.length) throw wrong(gettext("Two rules have one name."));
  return { marks, rules };
}

/** The text of a file with these marks and rules; without marks it is a file of rules. */
export function fileText(rules, marks) {
  return `${JSON.stringify({ version: VERSION, ...(marks && { marks }), rules }, undefined, 2)}\n`;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(gettext("It is not JSON."));
  }
}

function checked(list = [], checks, lacks, most, named) {
  if (!Array.isArray(list) || list.length > most) throw wrong(gettext("It holds too much, or no list."));
  list.forEach((value, i) => {
    const key = wrongKey(value, checks) ?? lacks(value);
    if (key) throw wrong(`${named(i + 1)}: ${gettext("%(key)s is wrong or missing.", { key: `“${key.slice(0, 40)}”` })}`);
  });
  return list;
}

function wrongKey(value, checks) {
  if (!isObject(value)) return "{}";
  return Object.keys(value).find((key) => !Object.hasOwn(checks, key) || !checks[key](value[key]));
}

function lacksOfMark(mark) {
  if (!mark.id) return "id";
  if (mark.starred) return ["url", "title", "day"].find((key) => !mark[key]);
  return mark.read || mark.hidden ? undefined : "starred";
}

function lacksOfRule(rule) {
  if (!rule.name) return "name";
  return Object.keys(rule).some((key) => key !== "name" && key !== "none") ? undefined : "words";
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(message) {
  return new Error(message);
}
