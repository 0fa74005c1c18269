// Cuts and folds text into the words that the index knows: the same rule as generator/outputs/search.py.

const FOLDED = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i" };
const NO_SPACES = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const JOINED = /[\p{L}\p{N}]+(?:[-‐‑.'’_][\p{L}\p{N}]+)*/gu;
const PART = /[\p{L}\p{N}]+/gu;
const SIGN = new RegExp(`[${NO_SPACES}]|[^${NO_SPACES}]+`, "gu");
// The same as JOINED, in text that still has its accents.
const PRINTED = /[\p{L}\p{N}\p{M}]+(?:[-‐‑.'’_][\p{L}\p{N}\p{M}]+)*/gu;
const PRINTED_PART = /[\p{L}\p{N}\p{M}]+/gu;

/** "Müller" → "muller", "ﬁ" → "fi". */
export function fold(text) {
  const known = text.toLowerCase().replace(/[ßæœøłđðþħı]/g, (sign) => FOLDED[sign]);
  return known.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The words of a text, each as its parts: "Zero-shot CT" → [["zero", "shot"], ["ct"]]. */
export function words(text) {
  const runs = fold(text).match(JOINED) ?? [];
  return runs.map((run) => run.match(PART).flatMap((part) => part.match(SIGN)));
}

/** Text cut into [piece, whether it is one of `terms`], for marking; the pieces joined are the text. */
export function cut(text, terms) {
  const pieces = [];
  let end = 0;
  const take = (start, piece, found) => {
    if (start > end) pieces.push([text.slice(end, start), false]);
    pieces.push([piece, found]);
    end = start + piece.length;
  };
  for (const { 0: run, index } of text.matchAll(PRINTED)) {
    const [parts = []] = words(run);
    if (parts.length > 1 && terms.has(parts.join(""))) take(index, run, true);
    else for (const part of run.matchAll(PRINTED_PART)) takePart(index + part.index, part[0]);
  }
  if (end < text.length) pieces.push([text.slice(end), false]);
  return pieces;

  function takePart(start, part) {
    const signs = words(part).flat();
    if (signs.length === 1 || signs.join("") !== part) return take(start, part, signs.some((sign) => terms.has(sign)));
    for (const sign of signs) take(start, sign, terms.has(sign)), (start += sign.length);
  }
}
