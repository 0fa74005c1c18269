// Keys for those who read many papers: "/" search, j and k through the papers, o open, s r h for marks, ? what there
// is. Never while somebody types, never with a modifier, and they can be switched off (WCAG 2.2, 2.1.4).
import { button } from "./element.js";
import { gettext } from "./messages.js";

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog";

export class Keys {
  #actions;

  /** `extras` loads what explains the keys. */
  constructor(entries, store, extras) {
    this.entries = entries;
    this.store = store;
    this.extras = extras;
    this.#actions = {
      "/": () => this.#search(),
      j: () => this.#go(1),
      k: () => this.#go(-1),
      o: () => this.#at()?.querySelector(".title a")?.click(),
      s: () => this.#mark("starred"),
      r: () => this.#mark("read"),
      h: () => this.#mark("hidden"),
      "?": () => this.#explain(),
    };
    document.addEventListener("keydown", (event) => this.#press(event));
    const place = document.querySelector("[data-keys]");
    const opener = button({ "aria-haspopup": "dialog" }, gettext("Keys"));
    opener.addEventListener("click", () => this.#explain());
    place?.append(opener);
  }

  #press(event) {
    const { key, target, ctrlKey, metaKey, altKey, isComposing, defaultPrevented } = event;
    const action = Object.hasOwn(this.#actions, key) && this.#actions[key];
    if (!action || ctrlKey || metaKey || altKey || isComposing || defaultPrevented || !this.store.keys) return;
    if (target instanceof Element && target.closest(TYPING)) return;
    event.preventDefault();
    action();
  }

  #search() {
    const box = document.querySelector('input[type="search"]');
    box?.focus();
    box?.select();
  }

  get #listed() {
    return this.entries.all.filter((entry) => entry.matches(".entry:not(.is-hidden)") && entry.offsetParent);
  }

  /** The paper that has the focus; on a paper's own page else that one. */
  #at() {
    return document.activeElement?.closest("[data-id]") ?? document.querySelector("article[data-id]");
  }

  /** From the paper with the focus to the next; without one, to the first that is seen whole. */
  #go(step) {
    const listed = this.#listed;
    const here = document.activeElement?.closest(".entry");
    const after = here && Node.DOCUMENT_POSITION_FOLLOWING;
    let next;
    if (!here) next = listed.find((entry) => entry.getBoundingClientRect().top >= 0) ?? listed.at(-1);
    else if (step > 0) next = listed.find((entry) => here.compareDocumentPosition(entry) & after);
    else next = listed.findLast((entry) => entry.compareDocumentPosition(here) & after);
    next?.querySelector(".title a").focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  #mark(kind) {
    const entry = this.#at();
    if (entry) this.entries.toggle(entry, kind, true);
  }

  async #explain() {
    const { explain } = await this.extras();
    explain?.(this.store);
  }
}
