// Which papers a reader's rules catch. The same answers as generator/library/rules.py: tests/rules_cases.json.
//
// Text is folded (case, accents) and cut into words: runs of letters and digits, Chinese and Japanese sign by
// sign. A pattern is a run of words that must stand in one title, key phrase or name, one after the other. A "*"
// within a word stands for any letters or none; alone between two words it stands for one word.
import { fold, NO_SPACES } from "./words.js";

const runs = (more) => new RegExp(`[${NO_SPACES}]|(?:(?![${NO_SPACES}])[\\p{L}\\p{N}${more}])+`, "gu");
const WORD = runs("");
const PATTERN_WORD = runs("*");

/**
 * Cuts these rules once; returns what gives the names of those that catch a paper: { title, keywords, topics,
 * authors, organisations, code, score }.
 */
export function catcher(rules) {
  const cutRules = rules.map(cutRule);
  return (paper) => {
    const cut = rules.length ? cutPaper(paper) : {};
    return cutRules.filter((rule) => catches(rule, paper, cut)).map(({ name }) => name);
  };
}

/** The words of a pattern; a lone "*" at either end says nothing and is dropped. */
export function wordsOf(pattern) {
  const words = fold(pattern).replace(/\*+/g, "*").match(PATTERN_WORD) ?? [];
  while (words[0] === "*") words.shift();
  while (words.at(-1) === "*") words.pop();
  return words;
}

/** A rule whose patterns are lists of words, and each word a list of the pieces between its stars. */
function cutRule({ topics = [], words, none, authors, organisations, ...rest }) {
  const cut = (patterns = []) => patterns.map((pattern) => wordsOf(pattern).map(piecesOf));
  const fields = { words: cut(words), none: cut(none), authors: cut(authors), organisations: cut(organisations) };
  return { ...rest, topics: topics.map((topic) => piecesOf(fold(topic))), ...fields };
}

function cutPaper({ title, keywords, topics, authors, organisations }) {
  const cut = (texts) => texts.map((text) => fold(text).match(WORD) ?? []);
  return {
    said: cut([title, ...keywords]),
    topics: topics.map(fold),
    authors: cut(authors),
    organisations: cut(organisations),
  };
}

function catches({ topics, words, none, authors, organisations, code, score }, paper, cut) {
  if (code && !paper.code) return false;
  if (score !== undefined && (paper.score === null || paper.score < score)) return false;
  if (topics.length && !topics.some((pattern) => cut.topics.some((topic) => fits(topic, pattern)))) return false;
  if (words.length && !stands(words, cut.said)) return false;
  if (authors.length && !stands(authors, cut.authors)) return false;
  if (organisations.length && !stands(organisations, cut.organisations)) return false;
  return !stands(none, cut.said);
}

function piecesOf(word) {
  return word.split(/\*+/);
}

/** Whether one of the patterns stands in one of the texts. */
function stands(patterns, texts) {
  return patterns.some((words) => words.length && texts.some((text) => text.some((_, i) => standsAt(words, text, i))));
}

function standsAt(words, text, start) {
  return start + words.length <= text.length && words.every((word, n) => fits(text[start + n], word));
}

/** Whether a word is the pattern; by comparing its pieces in order, so never slow. */
function fits(word, [first, ...rest]) {
  if (!rest.length) return word === first;
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
