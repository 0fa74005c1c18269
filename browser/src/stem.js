// Stems as lunr has them (Porter 1980). Where only these are wanted, build.mjs leaves the rest of lunr out.
import lunr from "lunr";

export function stemOf(word) {
  return lunr.stemmer({ update: (stem) => stem(word) });
}
