// Takes what a reader keeps along, as a file.
import { fileText, MOST_RULES, readFile } from "./format.js";
import { gettext, ngettext } from "./messages.js";
import { save } from "./save.js";

const LARGEST = 10_000_000; // bytes of a file to load

/** Saves what a reader keeps as a file, and loads such files: themes/base/templates/keep.html. */
export function offerFiles(part, store) {
  const told = part.querySelector("[data-loaded]");
  part.querySelector("[data-save=all]").addEventListener("click", () => {
    save("paper-digest-reader.json", fileText(store.rules, [...store.marks.values()]));
  });
  part.querySelector("[data-save=rules]").addEventListener("click", () => save("rules.json", fileText(store.rules)));
  const input = part.querySelector("input[type=file]");
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (file) told.textContent = await load(file, store);
    input.value = ""; // the same file may be chosen again
  });
}

async function load(file, store) {
  try {
    if (file.size > LARGEST) throw new Error(gettext("It is too large."));
    const read = readFile(await file.text(), store.faultOf);
    const { marks, rules, lasts } = merge(store, read);
    const counts = [
      ngettext("%(num)s mark is new", "%(num)s marks are new", marks),
      ngettext("%(num)s rule is new or changed", "%(num)s rules are new or changed", rules),
    ];
    const told = gettext("Loaded: %(counts)s.", { counts: counts.join(", ") });
    return lasts ? told : `${told} ${gettext("This is not kept: the browser’s storage is off or full")}`;
  } catch (error) {
    return gettext("This file was not loaded. %(fault)s", { fault: error.message });
  }
}

/** Merges a file's marks and rules into what is kept; says how many were not there before. */
function merge(store, { marks, rules }) {
  const count = { marks: 0, rules: 0 };
  const lasts = store.change((kept) => {
    for (const mark of marks) {
      const before = kept.marks.get(mark.id) ?? {};
      const after = { ...mark, ...before }; // who has both keeps the date of their own star
      if (Object.keys(after).length > Object.keys(before).length) count.marks++;
      kept.marks.set(mark.id, after);
    }
    for (const rule of rules) {
      const at = kept.rules.findIndex(({ name }) => name === rule.name);
      if (JSON.stringify(kept.rules[at]) === JSON.stringify(rule)) continue;
      if (at < 0 && kept.rules.length >= MOST_RULES) continue;
      count.rules++;
      kept.rules[at < 0 ? kept.rules.length : at] = rule;
    }
  });
  return { ...count, lasts };
}
