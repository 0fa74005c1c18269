// A reader's marks on papers: in every list, in what search finds, and on a paper's own page. Puts three buttons on
// each, and says in words what is new, read, or caught by a rule. A hidden paper becomes one line.
import { button, element, icon, say } from "./element.js";
import { gettext } from "./messages.js";
import { rootPath } from "./store.js";

const KINDS = ["starred", "read", "hidden"];
const PAPERS = "[data-id]";
const LISTED_AUTHORS = 12; // as generator/model/views.py

export class Entries {
  #parts = new WeakMap(); // paper's element → what was put into it
  #catcher; // rules → what gives the names of those that catch a paper; extras.js has it
  #caughtBy;
  #since;

  /** `extras` loads what knows rules. */
  constructor(main, store, extras) {
    this.main = main;
    this.store = store;
    this.extras = extras;
    this.#since = store.visit(newest(main));
    this.#cutRules();
    this.#addTo(main);
    store.listen((id) => this.#update(id));
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) this.#addTo(node);
    }).observe(main, { childList: true, subtree: true });
  }

  get all() {
    return [...this.main.querySelectorAll(PAPERS)];
  }

  /** Sets or takes away a mark; `aloud` says so, for those who pressed a key and no button. */
  toggle(entry, kind, aloud = false) {
    const { id, url, title, day } = paperOf(entry);
    const lasts = this.store.toggle(kind, { id, url, title, authors: byline(entry), day });
    if (kind === "hidden") this.#focusAfterHiding(entry);
    if (!lasts) say(gettext("This is not kept: the browser’s storage is off or full"));
    else if (aloud && this.store.mark(id)[kind]) say(said(kind));
    else if (aloud) say(gettext("Mark taken away"));
  }

  /** After a change: of one paper's marks, or of anything. */
  #update(id) {
    if (id === undefined) this.#cutRules();
    for (const entry of this.all) if (id === undefined || entry.dataset.id === id) this.#show(entry);
  }

  /** What knows rules comes only to those who have some; then the store tells all who listen. */
  #cutRules() {
    const { rules } = this.store;
    this.#caughtBy = this.#catcher?.(rules) ?? (() => []);
    if (rules.length && !this.#catcher) this.#learnRules();
  }

  async #learnRules() {
    const { catcher } = await this.extras();
    this.#catcher = catcher;
    if (catcher) this.store.tell();
  }

  #addTo(node) {
    if (!(node instanceof Element)) return;
    const found = node.matches(PAPERS) ? [node] : node.querySelectorAll(PAPERS);
    for (const entry of found) {
      if (!this.#parts.has(entry)) this.#parts.set(entry, this.#equip(entry));
      this.#show(entry);
    }
  }

  #equip(entry) {
    const { title } = paperOf(entry);
    const place = entry.querySelector(":scope > .opening > .marks-here"); // on a paper's own page
    const marks = element("div", { class: "marks", role: "group", "aria-label": gettext("Your marks") });
    const buttons = KINDS.map((kind) => {
      const made = button({ class: "mark", "data-mark": kind, title: asked(kind), "aria-label": `${asked(kind)}: ${title}` });
      made.append(icon(kind), ...(place ? [asked(kind)] : []));
      made.addEventListener("click", () => this.toggle(entry, kind));
      return made;
    });
    marks.append(...buttons);
    const words = element("span", { class: "said" });
    (headingOf(entry) ?? entry).append(words);
    (place ?? entry).append(marks);
    return { buttons, words, gone: undefined };
  }

  #show(entry) {
    const parts = this.#parts.get(entry);
    if (!parts) return;
    const paper = paperOf(entry);
    const mark = this.store.mark(paper.id);
    for (const made of parts.buttons) made.setAttribute("aria-pressed", String(Boolean(mark[made.dataset.mark])));
    entry.classList.toggle("is-starred", Boolean(mark.starred));
    entry.classList.toggle("is-read", Boolean(mark.read));
    const words = this.#words(paper, mark, entry.matches(".entry"));
    if (parts.words.textContent !== words.map(({ textContent }) => textContent).join(" ")) {
      parts.words.replaceChildren(...words.flatMap((word) => [" ", word]).slice(words.length ? 0 : 1));
    }
    this.#collapse(entry, parts, paper, Boolean(mark.hidden) && entry.matches(".entry"));
  }

  #words({ added, ...paper }, mark, listed) {
    const words = this.#caughtBy(paper).map((name) =>
      element("span", { class: "rule", "data-rule": name }, gettext("Rule: %(name)s", { name })),
    );
    if (listed && this.#since && added > this.#since) words.unshift(element("b", {}, gettext("New")));
    if (mark.read) words.push(element("span", {}, gettext("Read")));
    return words;
  }

  /** A hidden paper is one line that brings it back. */
  #collapse(entry, parts, { title }, hidden) {
    entry.classList.toggle("is-hidden", hidden);
    if (!hidden) {
      parts.gone?.remove();
      parts.gone = undefined;
    } else if (!parts.gone) {
      const undo = button({ "aria-label": gettext("Show again: %(title)s", { title }) }, gettext("Undo"));
      undo.addEventListener("click", () => this.toggle(entry, "hidden"));
      parts.gone = element("p", { class: "gone" }, element("span", { dir: "auto" }, gettext("Hidden: %(title)s", { title })), " ", undo);
      entry.append(parts.gone);
    }
  }

  #focusAfterHiding(entry) {
    const { gone, buttons } = this.#parts.get(entry);
    const hide = buttons.find((made) => made.dataset.mark === "hidden");
    (gone?.querySelector("button") ?? hide).focus();
  }
}

/** What the page says of a paper; data-title stands where the title holds a formula. */
function paperOf(entry) {
  const { id, title, added, date, score, code, topics, keywords, authors, organisations } = entry.dataset;
  const link = entry.querySelector(".title a");
  const people = entry.querySelector(".people");
  return {
    id,
    url: permalink(link ?? location),
    title: title ?? (link ?? entry.querySelector("h1"))?.textContent.trim() ?? "",
    added: added ?? "",
    day: date ?? added ?? "",
    score: score ? Number(score) : null,
    code: code !== undefined,
    topics: linesOf(topics),
    keywords: linesOf(keywords),
    authors: authors === undefined ? names(people, ":scope > [dir]:not(.organisation)") : linesOf(authors),
    organisations: organisations === undefined ? names(people, ".organisation") : linesOf(organisations),
  };
}

function permalink({ href }) {
  const path = new URL(href).pathname.replace(/index\.html$/, "");
  return path.startsWith(rootPath()) ? path.slice(rootPath().length) : path;
}

function headingOf(entry) {
  return entry.querySelector(".title, h1");
}

function names(people, selector) {
  const found = [...(people?.querySelectorAll(selector) ?? [])];
  return found.slice(0, LISTED_AUTHORS).map(({ textContent }) => textContent.trim());
}

/** The people of a paper as the page prints them, without its organisations. */
function byline(entry) {
  const people = entry.querySelector(".people")?.cloneNode(true);
  for (const other of people?.querySelectorAll(".organisation, .none") ?? []) other.remove();
  return people?.textContent.replace(/\s+/g, " ").trim() ?? linesOf(entry.dataset.authors).join(", ");
}

function linesOf(text) {
  return text ? text.split("\n") : [];
}

function newest(main) {
  const days = [...main.querySelectorAll("[data-added]")].map(({ dataset }) => dataset.added);
  return days.reduce((latest, day) => (day > latest ? day : latest), "");
}

function asked(kind) {
  if (kind === "starred") return gettext("Star");
  return kind === "read" ? gettext("Mark as read") : gettext("Hide");
}

function said(kind) {
  if (kind === "starred") return gettext("Starred");
  return kind === "read" ? gettext("Marked as read") : gettext("Hidden");
}
