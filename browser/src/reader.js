// The pages of starred papers and of rules; what marks.js does on every page has run before.
import { say } from "./element.js";
import { save } from "./exports.js";
import { fileText, readFile } from "./format.js";
import { gettext, ngettext } from "./messages.js";
import { Rules } from "./ruleform.js";
import { Starred } from "./starred.js";
import { merge, rootPath, Store } from "./store.js";

const LARGEST = 10_000_000; // bytes of a file to load
const store = new Store(rootPath());
const page = document.querySelector("[data-reader]");

page.hidden = false;
if (page.dataset.reader === "starred") new Starred(page, store);
else new Rules(page, store);
offerFiles(page.querySelector(".keep"));

function offerFiles(part) {
  const told = part.querySelector("[data-loaded]");
  const tell = (text) => {
    told.textContent = text;
    say(text);
  };
  part.querySelector("[data-save=all]").addEventListener("click", () => {
    save("paper-digest-reader.json", fileText(store.rules, [...store.marks.values()]));
  });
  part.querySelector("[data-save=rules]").addEventListener("click", () => save("rules.json", fileText(store.rules)));
  const input = part.querySelector("input[type=file]");
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (file) tell(await load(file));
    input.value = ""; // the same file may be chosen again
  });
}

async function load(file) {
  try {
    if (file.size > LARGEST) throw new Error(gettext("It is too large."));
    const read = readFile(await file.text());
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
