// The page of rules: a form to make them, what there is, and which of the newest papers they catch
// (themes/base/templates/rules.html). site.js has run before; the store is its.
import { clean } from "./clean.js";
import { button, element, say } from "./element.js";
import { MOST_RULES } from "./format.js";
import { offerFiles } from "./keep.js";
import { gettext, ngettext, number } from "./messages.js";
import "./rest.js";

const LISTS = ["topics", "words", "none", "authors", "organisations"];

class Rules {
  #edited; // name of the rule that is in the form

  constructor(page, store) {
    this.page = page;
    this.store = store;
    this.form = page.querySelector("form");
    this.fault = this.form.querySelector("[data-fault]");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
    this.form.addEventListener("reset", () => this.#begin());
    store.listen(() => this.show());
    this.show();
  }

  /** The entries' own words say which rule caught them: see entries.js, which has run before. */
  show() {
    const { rules } = this.store;
    const entries = [...this.page.querySelectorAll(".entries > [data-id]")];
    const hits = entries.map((entry) => [...entry.querySelectorAll(".said .rule")].map(({ dataset }) => dataset.rule));
    entries.forEach((entry, i) => (entry.hidden = rules.length > 0 && !hits[i].length));
    this.page.querySelector("[data-rules]").replaceChildren(
      ...rules.map((rule) => this.#item(rule, hits.filter((names) => names.includes(rule.name)).length)),
    );
    const caught = hits.filter((names) => names.length).length;
    const among = ngettext("%(num)s of the newest %(all)s papers", "%(num)s of the newest %(all)s papers", caught, {
      all: number(entries.length),
    });
    this.page.querySelector("[data-caught]").textContent = caught ? among : "";
    this.page.querySelector("[data-uncaught]").hidden = !rules.length || caught > 0;
  }

  #item(rule, count) {
    const { name } = rule;
    const edit = button({ "aria-label": gettext("Edit the rule %(name)s", { name }) }, gettext("Edit"));
    const remove = button({ "aria-label": gettext("Delete the rule %(name)s", { name }) }, gettext("Delete"));
    edit.addEventListener("click", () => this.#edit(rule));
    remove.addEventListener("click", () => this.#remove(name));
    const some = ngettext("catches %(num)s of these papers", "catches %(num)s of these papers", count);
    const hits = count ? some : gettext("none of the newest papers");
    const parts = [element("b", { dir: "auto" }, name), " ", element("span", {}, `${inWords(rule)} – ${hits}`)];
    return element("li", {}, element("p", {}, ...parts), element("p", { class: "ways" }, edit, " ", remove));
  }

  #save() {
    const rule = this.#read();
    const fault = this.#faultOf(rule);
    if (fault) return this.#complain(...fault);
    const before = this.#edited ?? rule.name;
    const lasts = this.store.change(({ rules }) => {
      const at = rules.findIndex(({ name }) => name === before);
      rules[at < 0 ? rules.length : at] = rule;
    });
    this.form.reset();
    say(lasts ? gettext("Rule saved") : gettext("This is not kept: the browser’s storage is off or full"));
    return this.form.elements.name.focus();
  }

  #read() {
    const { elements } = this.form;
    const rule = { name: clean(elements.name.value) };
    for (const key of LISTS) {
      const patterns = elements[key].value.split(/[,;\n]/).map(clean).filter(Boolean);
      if (patterns.length) rule[key] = [...new Set(patterns)];
    }
    if (elements.code.checked) rule.code = true;
    if (elements.score.value) rule.score = Number(elements.score.value);
    return rule;
  }

  /** What is wrong with a rule, and the field to mend. */
  #faultOf(rule) {
    const others = this.store.rules.filter(({ name }) => name !== this.#edited);
    if (!rule.name) return ["name", gettext("Give the rule a name.")];
    if (others.some(({ name }) => name === rule.name)) return ["name", gettext("Another rule has this name.")];
    if (others.length >= MOST_RULES) return ["name", gettext("There are too many rules: delete one first.")];
    const fault = this.store.faultOf("rule", rule);
    if (fault === undefined) return undefined;
    if (fault === "name") return ["name", gettext("A name has at most 100 characters.")];
    if (fault === "score") return ["score", gettext("A score is a number from 0 to 100.")];
    if (rule[fault]) return [fault, gettext("Each of these needs a letter or digit, and at most 100 characters.")];
    return ["words", gettext("Say what the papers must have: a word, a topic, a name …")];
  }

  #complain(name, message) {
    for (const field of this.form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    this.fault.textContent = message;
    const field = this.form.elements[name];
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }

  #begin() {
    this.#edited = undefined;
    this.fault.textContent = "";
    for (const field of this.form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  }

  #edit(rule) {
    this.form.reset();
    const { elements } = this.form;
    elements.name.value = rule.name;
    // a sign that divides patterns counts for nothing within one: "a, b" matches as "a b"
    for (const key of LISTS) elements[key].value = (rule[key] ?? []).map((text) => text.replace(/[,;]/g, " ")).join(", ");
    elements.code.checked = Boolean(rule.code);
    elements.score.value = rule.score ?? "";
    this.#edited = rule.name;
    elements.name.focus();
  }

  #remove(name) {
    this.store.change((kept) => (kept.rules = kept.rules.filter((rule) => rule.name !== name)));
    say(gettext("Rule deleted"));
    this.form.elements.name.focus();
  }
}

/** "topic cs.CV · retina* or fundus · not survey" */
function inWords(rule) {
  const any = (list) => list.join(` ${gettext("or")} `);
  const parts = [];
  if (rule.topics) parts.push(gettext("topic %(names)s", { names: any(rule.topics) }));
  if (rule.words) parts.push(any(rule.words));
  if (rule.authors) parts.push(gettext("by %(names)s", { names: any(rule.authors) }));
  if (rule.organisations) parts.push(gettext("from %(names)s", { names: any(rule.organisations) }));
  if (rule.code) parts.push(gettext("with code"));
  if (rule.score !== undefined) parts.push(gettext("score %(score)s or more", { score: rule.score }));
  if (rule.none) parts.push(gettext("not %(names)s", { names: any(rule.none) }));
  return parts.join(" · ");
}

const page = document.querySelector("[data-reader=rules]");
const { extras, store } = window.paperDigest;
extras().then(() => {
  new Rules(page, store);
  offerFiles(page.querySelector(".keep"), store);
  page.classList.add("is-ready");
});
