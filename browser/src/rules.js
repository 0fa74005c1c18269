// Which papers a reader's rules catch. The same answers as generator/library/rules.py: tests/rules_cases.json.
//
// Text is folded (case, accents) and cut into words: runs of letters and digits, Chinese and Japanese sign by
// sign. A pattern is a run of words that must stand in one title, key phrase or name, one after the other. A "*"
// within a word stands for any letters or none; alone between two words it stands for one word.
import { fold } from "./words.js";

const SIGN = "[\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
const WORD = new RegExp(`${SIGN}|(?:(?!${SIGN})[\\p{L}\\p{N}])+`, "gu");
const PATTERN_WORD = new RegExp(`${SIGN}|(?:(?!${SIGN})[\\p{L}\\p{N}]|\\*)+`, "gu");

/** The names of the rules that catch this paper: { title, keywords, topics, authors, organisations, code, score }. */
export function caughtBy(rules, paper) {
  if (!rules.length) return [];
  const cut = cutOnce(paper);
  return rules.filter((rule) => catches(rule, paper, cut)).map((rule) => rule.name);
}

/** The words of a pattern; a lone "*" at either end says nothing and is dropped. */
export function wordsOf(pattern) {
  const words = (fold(pattern).match(PATTERN_WORD) ?? []).map(oneStar);
  while (words[0] === "*") words.shift();
  while (words.at(-1) === "*") words.pop();
  return words;
}

function catches(rule, paper, cut) {
  const { topics = [], words = [], none = [], authors = [], organisations = [], code = false, score } = rule;
  if (code && !paper.code) return false;
  if (score !== undefined && (paper.score === null || paper.score < score)) return false;
  if (topics.length && !paper.topics.some((topic) => topics.some((pattern) => isTopic(topic, pattern)))) return false;
  if (words.length && !stands(words, cut.said)) return false;
  if (authors.length && !stands(authors, cut.authors)) return false;
  if (organisations.length && !stands(organisations, cut.organisations)) return false;
  return !stands(none, cut.said);
}

function cutOnce({ title, keywords, authors, organisations }) {
  const cut = (texts) => texts.map((text) => fold(text).match(WORD) ?? []);
  return { said: cut([title, ...keywords]), authors: cut(authors), organisations: cut(organisations) };
}

function isTopic(code, pattern) {
  return fits(fold(code), oneStar(fold(pattern)));
}

function oneStar(word) {
  return word.replace(/\*+/g, "*");
}

/** Whether one of the patterns stands in one of the texts, which are cut into words. */
function stands(patterns, texts) {
  return patterns
    .map(wordsOf)
    .some((words) => words.length && texts.some((text) => text.some((_, i) => standsAt(words, text, i))));
}

function standsAt(words, text, start) {
  return start + words.length <= text.length && words.every((word, n) => fits(text[start + n], word));
}

/** Whether a word is the pattern; by comparing its pieces in order, so never slow. */
function fits(word, pattern) {
  const [first, ...rest] = pattern.split("*");
  if (!rest.length) return word === pattern;
  const last = rest.pop();
  let at = first.length;
  const end = word.length - last.length;
  if (end < at || !word.startsWith(first) || !word.endsWith(last)) return false;
  for (const piece of rest) {
    const found = word.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
