// Text from outside as generator/base/text.py cleans it: one line, without what cannot be seen or turns lines around.

const UNSEEN =
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\u{e0000}-\u{e007f}\u{f0000}-\u{10ffff}]/gu;

export function clean(text) {
  const seen = text.replace(/\p{Cs}/gu, "\ufffd").replace(UNSEEN, "");
  return seen.normalize("NFC").replace(/[\s\x85]+/g, " ").trim();
}

/** The value of JSON, with every text in it cleaned. Throws a SyntaxError. */
export function parse(json) {
  return JSON.parse(json, (_, value) => (typeof value === "string" ? clean(value) : value));
}
