// Shows results in <main> in place of the page's own content, which comes back untouched.
import { complete, entryOf } from "./entry.js";
import { element, further } from "./element.js";
import { facetBox, filtersInUse, orders, queryLink } from "./facetbox.js";
import { linksFromFile } from "./file.js";
import { gettext, ngettext } from "./messages.js";
import { FIELDS } from "./query.js";

const AT_ONCE = 20;
const SUGGESTED = 5;
const PAUSE = 150; // milliseconds without a key before abstracts are loaded
const BROWSE = [
  ["topics/", () => gettext("Topics")],
  ["keywords/", () => gettext("Keywords")],
  ["authors/", () => gettext("Authors")],
  ["archive/", () => gettext("Archive")],
];
/** What may stand behind a field; elsewhere "lesion". */
const EXAMPLES = {
  ...{ author: "zhang", authors: "zhang", topic: "cs.CV", topics: "cs.CV", organisation: "zürich" },
  ...{ year: "2024", date: "2026-05", added: ">2026-05", score: ">80", code: "yes", sort: "date" },
};

export class Results {
  #own; // the page's own content, title and scroll while results stand in its place
  #coming = new Map(); // teaser → what it needs, while its abstract is not there
  #due = new Set(); // those of them in sight
  #seen = new IntersectionObserver((changes) => this.#look(changes), { rootMargin: "25%" });
  #pause = 0;

  /** `address` is that of the search page. */
  constructor({ main, status, root, address }) {
    Object.assign(this, { main, status, root, address });
    this.site = document.querySelector('meta[property="og:site_name"]')?.content ?? "";
    this.level = main.querySelector("h1") ? 1 : 2; // a page has one h1; the front page's stands above <main>
  }

  /** `papers` are what is searched; `papers.lost` is told when some of it cannot be loaded. */
  use(papers) {
    Object.assign(this, { papers, texts: papers.texts });
  }

  get shown() {
    return this.#own !== undefined;
  }

  links() {
    const stops = ".search-results :is(.title a, .empty a, .more)";
    return [...this.main.querySelectorAll(stops)];
  }

  /**
   * `meant` is a likelier query; `rest` counts papers that nobody has looked through, `more` looks; `ask` gets facets;
   * `looking` tells that more is to come.
   */
  show(text, { results, pending, query }, { meant, rest, more, look, ask, looking }) {
    const count = ngettext("%(num)s paper", "%(num)s papers", results.length);
    const guessed = results[0].slips > 0;
    const section = this.#section(text, guessed ? gettext("No exact match; %(count)s with similar spelling.", { count }) : count);
    const opening = section.firstChild;
    if (meant) opening.append(this.#meant(meant));
    opening.append(...hintsOf(query.hints));
    if (results.length > 1) opening.append(orders(text, query.order, this.address));
    opening.append(...[filtersInUse(text, query.clauses, this.address)].filter(Boolean));
    const facets = facetBox(text, results, { address: this.address, level: this.level + 1, ask });
    const list = this.#list(results);
    if (rest) list.append(this.#older(rest, more));
    if (pending.length && !looking) list.append(this.#unread(pending.length, look));
    section.append(...(facets ? [facets] : []), list);
    section.classList.toggle("sided", Boolean(facets));
    const found = ngettext("%(num)s paper found", "%(num)s papers found", results.length);
    this.#put(section, text, looking ? gettext("%(found)s, still looking", { found }) : found);
  }

  /** What to do when nothing was found: `near` has some of the words, `wider` are [query, count] without a clause. */
  showNone(text, { query, pending }, { near, meant, wider, rest, more, look }) {
    const section = this.#section(text, query.clauses.length > 1 ? gettext("No paper has all of this.") : gettext("No paper found."));
    const opening = section.firstChild;
    if (meant) opening.append(this.#meant(meant));
    opening.append(...hintsOf(query.hints));
    if (wider.length) section.append(this.#wider(wider));
    if (rest) section.append(this.#older(rest, more));
    if (pending.length) section.append(this.#unread(pending.length, look));
    if (near.length) section.append(...this.#suggestions(gettext("Some have most of the words"), near));
    section.append(this.#ways(gettext("Try fewer or other words, or browse:")));
    this.#put(section, text, gettext("No paper found"));
  }

  /** For a filter that says nothing yet: an example. */
  showUnread(text, { hints, unfinished }) {
    const field = unfinished?.field;
    const example = `${field === "sort" ? "lesion " : ""}${field}:${EXAMPLES[field] ?? "lesion"}`;
    const said = field ? gettext("This finds nothing yet. An example: %(example)s", { example }) : gettext("No paper found");
    const section = this.#section(text, said);
    section.firstChild.append(...hintsOf(hints));
    this.#put(section, text, said);
  }

  /** Says that abstracts are being looked through. */
  showWaiting(text) {
    this.#put(this.#section(text, gettext("Looking for these words in this order…")), text, "");
  }

  /** Below the page's heading: what somebody may have looked for. */
  suggest(heading, results) {
    const section = element("section", { class: "search-results" }, ...this.#suggestions(heading, results));
    this.main.querySelector(".opening").after(section);
    linksFromFile(section);
  }

  /** Says that there is no search; aloud only, unless somebody waits for an answer. */
  fail(asked) {
    const failed = gettext("Search could not be loaded");
    this.status.textContent = failed;
    if (!asked) return;
    const section = this.#section("", `${failed}.`);
    section.append(this.#ways(gettext("Type on to try again, or browse:")));
    this.#put(section, "", failed);
  }

  /** Says that the page is of another time than the site. */
  showGone() {
    const said = gettext("The site has changed: reload");
    this.#put(this.#section("", further(said, () => location.reload())), "", said);
  }

  hide() {
    this.status.textContent = "";
    this.#forget();
    if (!this.shown) return;
    this.main.replaceChildren(...this.#own.nodes);
    document.title = this.#own.title;
    scrollTo(0, this.#own.scroll);
    this.#own = undefined;
  }

  /** After a link has changed the query: whoever reads on begins at the heading. */
  focus() {
    this.main.querySelector("#search-heading")?.focus();
  }

  #put(section, text, spoken) {
    this.#own ??= { nodes: [...this.main.childNodes], title: document.title, scroll: scrollY };
    const query = text.trim();
    const title = query ? gettext("Search: %(query)s", { query }) : gettext("Search");
    document.title = `${title} – ${this.site}`;
    this.main.replaceChildren(section);
    linksFromFile(section);
    this.status.textContent = spoken;
  }

  /** Abstracts come for entries in sight, when somebody pauses: while typing, results change with every key. */
  #look(changes) {
    for (const { target, isIntersecting } of changes) {
      if (isIntersecting) this.#due.add(target);
      else this.#due.delete(target);
    }
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#complete(), PAUSE);
  }

  async #complete() {
    const due = [...this.#due].map((teaser) => this.#coming.get(teaser));
    for (const teaser of this.#due) this.#seen.unobserve(teaser);
    this.#due.clear();
    await this.texts.load(due.map(({ paper }) => paper)).catch(this.papers.lost);
    for (const { entry, paper, terms } of due) complete(entry, this.texts.of(paper) ?? "", terms);
  }

  #forget() {
    this.#seen.disconnect();
    this.#due.clear();
    this.#coming.clear();
  }

  #section(text, count) {
    this.#forget();
    const heading = element(`h${this.level}`, { id: "search-heading", tabindex: "-1" });
    const query = text.trim();
    const title = query ? gettext("Search for %(query)s", { query: "\n" }) : gettext("Search");
    const [before, after] = title.split("\n");
    heading.append(before);
    if (query) heading.append(element("q", { dir: "auto" }, query), after);
    const opening = element("header", { class: "opening" }, heading, element("p", { class: "summary" }, count));
    return element("section", { class: "search-results", "aria-labelledby": "search-heading" }, opening);
  }

  #list(results) {
    const list = element("ol", { class: "entries" });
    const box = element("div", { class: "list" }, list);
    const more = further("", async () => {
      const start = list.children.length;
      const { lost } = this.papers;
      try {
        await this.papers.show(results.slice(start, start + AT_ONCE));
      } catch {
        return void ((await lost()) || this.fail());
      }
      if (list.children.length > start) return; // pressed twice
      this.#add(list, results, more);
      list.children[start].querySelector("a").focus();
    });
    this.#add(list, results, more);
    if (list.children.length < results.length) box.append(more);
    return box;
  }

  #add(list, results, more) {
    const start = list.children.length;
    list.append(...results.slice(start, start + AT_ONCE).map((result) => this.#entry(result)));
    linksFromFile(list);
    more.textContent = gettext("Show more (%(count)s)", { count: results.length - list.children.length });
    if (list.children.length === results.length) more.remove();
  }

  #entry(result) {
    const { document: paper, terms } = result;
    const text = this.texts.of(paper);
    const entry = entryOf(result, { root: this.root, level: this.level + 1, text });
    if (text === undefined) {
      const teaser = entry.querySelector(".teaser");
      this.#coming.set(teaser, { entry, paper, terms });
      this.#seen.observe(teaser);
    }
    return entry;
  }

  #older(rest, more) {
    const text = ngettext("Look through %(num)s older paper too", "Look through %(num)s older papers too", rest);
    return further(text, more, "more older");
  }

  #unread(count, look) {
    const text = ngettext("Look into %(num)s more paper that may have this", "Look into %(num)s more papers that may have this", count);
    return further(text, look);
  }

  #meant(query) {
    const [before, after] = gettext("Did you mean %(query)s?", { query: "\n" }).split("\n");
    const link = queryLink("", query, this.address, element("q", { dir: "auto" }, query));
    return element("p", { class: "meant" }, before, link, after ?? "");
  }

  #wider(wider) {
    const list = element("ul", { class: "plain wider" });
    for (const [query, left, count] of wider) {
      const papers = ngettext("%(num)s paper", "%(num)s papers", count);
      const text = gettext("Without %(filter)s: %(papers)s", { filter: left, papers });
      list.append(element("li", {}, queryLink("", query, this.address, text)));
    }
    return list;
  }

  #suggestions(heading, results) {
    const entries = results.slice(0, SUGGESTED).map((result) => this.#entry(result));
    return [element(`h${this.level + 1}`, { class: "head" }, heading), element("ol", { class: "entries" }, ...entries)];
  }

  #ways(text) {
    const links = BROWSE.map(([url, name]) => element("li", {}, element("a", { href: this.root + url }, name())));
    return element("div", { class: "empty" }, element("p", {}, text), element("ul", { class: "terms flowing" }, ...links));
  }
}

/** What could not be read as it may have been meant. */
function hintsOf(hints) {
  return hints.slice(0, 2).map(({ field, value }) => {
    const unknown = gettext("There is no field “%(field)s”, so these are words. Fields are %(fields)s.", {
      field,
      fields: FIELDS.join(", "),
    });
    const unread = gettext("“%(field)s:%(value)s” says nothing and is left out.", { field, value });
    return element("p", { class: "note" }, value === undefined ? unknown : unread);
  });
}
