// Cuts and folds text into the words that the index knows: the same rule as generator/outputs/search_words.py.

const FOLDED = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i" };
const SPELLED = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" };
/** Signs of writing without spaces, as a class of a regular expression holds them. */
export const NO_SPACES = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const JOINED = /[\p{L}\p{N}]+(?:[-‐‑.'’_][\p{L}\p{N}]+)*/gu;
const PART = /[\p{L}\p{N}]+/gu;
const VOICED = /.[\u3099\u309a]/gsu;
const SIGN = /* @__PURE__ */ new RegExp(`[${NO_SPACES}]|[^${NO_SPACES}]+`, "gu");
const ONE_SIGN = /* @__PURE__ */ new RegExp(`^[${NO_SPACES}]$`, "u");
// The same as JOINED, in text that still has its accents.
const PRINTED = /[\p{L}\p{N}\p{M}]+(?:[-‐‑.'’_][\p{L}\p{N}\p{M}]+)*/gu;
const PRINTED_PART = /[\p{L}\p{N}\p{M}]+/gu;
const PRINTED_SIGN = /\P{M}\p{M}*|\p{M}+/gu;

/** "Müller" → "muller", "ﬁ" → "fi"; the voicing of Japanese signs stays, for it makes another sign: "デ" is no "テ". */
export function fold(text) {
  const apart = text.toLowerCase().normalize("NFKD").replace(VOICED, (pair) => pair.normalize("NFC"));
  return apart.replace(/\p{M}/gu, "").toLowerCase().replace(/[ßæœøłđðþħı]/g, (sign) => FOLDED[sign]);
}

/** "Müller" → "mueller", as people write it who have no "ü". */
export function spelled(text) {
  return fold(text.normalize("NFC").toLowerCase().replace(/[äöüåø]/g, (sign) => SPELLED[sign]));
}

/** The words of a text, each as its parts: "Zero-shot CT" → [["zero", "shot"], ["ct"]]. */
export function words(text) {
  const runs = fold(text).match(JOINED) ?? [];
  return runs.map((run) => run.match(PART).flatMap((part) => part.match(SIGN)));
}

/** The words of a text in one line, between spaces: what a phrase is looked up in. */
export function line(text) {
  return ` ${words(text).flat().join(" ")} `;
}

/** The terms that must be found for the parts of a word: neighbouring signs of Chinese go in pairs. */
export function asked(parts) {
  const terms = [];
  parts.forEach((part, i) => {
    const [before, after] = [parts[i - 1], parts[i + 1]].map((other) => isSign(part) && isSign(other));
    if (after) terms.push(part + parts[i + 1]);
    else if (!before) terms.push(part);
  });
  return terms;
}

function isSign(part) {
  return part !== undefined && ONE_SIGN.test(part);
}

/** Text cut into [piece, whether it is one of `terms`], for marking; the pieces joined are the text. */
export function cut(text, terms) {
  const pieces = [];
  let end = 0;
  const take = (start, piece, found) => {
    if (start > end) pieces.push([text.slice(end, start), false]);
    const last = pieces.at(-1);
    if (found && last?.[1]) last[0] += piece; // one mark for neighbouring signs
    else pieces.push([piece, found]);
    end = start + piece.length;
  };
  for (const { 0: run, index } of text.matchAll(PRINTED)) {
    const [parts = []] = words(run);
    if (parts.length > 1 && !parts.some(isSign) && terms.has(parts.join(""))) take(index, run, true);
    else for (const part of run.matchAll(PRINTED_PART)) takePart(index + part.index, part[0]);
  }
  if (end < text.length) pieces.push([text.slice(end), false]);
  return pieces;

  function takePart(start, part) {
    const printed = signsOf(part);
    const signs = printed.map(fold);
    const pair = (i) => isSign(signs[i]) && isSign(signs[i + 1]) && terms.has(signs[i] + signs[i + 1]);
    printed.forEach((sign, i) => {
      const found = terms.has(signs[i]) || terms.has(spelled(sign)) || pair(i - 1) || pair(i);
      take(start, sign, found);
      start += sign.length;
    });
  }
}

/** A run of letters as it is printed, cut where the index cuts it: each Chinese sign, and what stands between them. */
function signsOf(part) {
  const cuts = [];
  let goesOn = false;
  for (const [sign] of part.matchAll(PRINTED_SIGN)) {
    const alone = isSign(fold(sign));
    if (goesOn && !alone) cuts.push(cuts.pop() + sign);
    else cuts.push(sign);
    goesOn = !alone;
  }
  return cuts;
}
