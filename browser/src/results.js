// Shows results in <main> in place of the page's own content, which comes back untouched. Only text nodes are
// made of data, never markup.
import { linksFromFile } from "./file.js";
import { cut } from "./words.js";

const AT_ONCE = 40;
const SUGGESTED = 5;
const FAILED = "Search could not be loaded";

export class Results {
  constructor(main, status, root) {
    this.main = main;
    this.status = status;
    this.root = root;
    this.own = undefined; // the page's own content and title while results stand in its place
    this.site = document.querySelector('meta[property="og:site_name"]')?.content ?? "";
    this.level = main.querySelector("h1") ? 1 : 2; // a page has one h1; the front page's stands above <main>
  }

  get shown() {
    return this.own !== undefined;
  }

  links() {
    const stops = ".search-results .title a, .search-results .empty a, .search-results button";
    return [...this.main.querySelectorAll(stops)];
  }

  show(text, results) {
    const count = counted(results.length);
    const section = this.#section(text.trim(), count);
    section.append(this.#list(results));
    this.#put(section, text, `${count} found`);
  }

  /** What to do when nothing was found; `near` are papers that have some of the words. */
  showNone(text, near) {
    const section = this.#section(text.trim(), "No paper has all these words.");
    if (near.length) section.append(this.#suggestions("Some have most of them", near));
    section.append(this.#ways("Try fewer or other words, or browse:"));
    this.#put(section, text, "No paper found");
  }

  /** Below the page's own content: what somebody may have looked for. */
  suggest(heading, results) {
    const section = element("section", "search-results");
    section.append(this.#suggestions(heading, results));
    this.main.append(section);
    linksFromFile(section);
  }

  /** Says that there is no search; aloud only, unless somebody waits for an answer. */
  fail(asked) {
    this.status.textContent = FAILED;
    if (!asked) return;
    const section = this.#section("", `${FAILED}.`);
    section.append(this.#ways("Type on to try again, or browse:"));
    this.#put(section, "", FAILED);
  }

  hide() {
    this.status.textContent = "";
    if (!this.shown) return;
    this.main.replaceChildren(...this.own.nodes);
    document.title = this.own.title;
    scrollTo(0, this.own.scroll);
    this.own = undefined;
  }

  #put(section, text, spoken) {
    this.own ??= { nodes: [...this.main.childNodes], title: document.title, scroll: scrollY };
    document.title = `Search${text && `: ${text.trim()}`} – ${this.site}`;
    this.main.replaceChildren(section);
    linksFromFile(section);
    this.status.textContent = spoken;
  }

  #section(text, count) {
    const heading = element(`h${this.level}`, "", { id: "search-heading" });
    heading.append("Search");
    if (text) heading.append(" for ", element("q", "", { dir: "auto" }, text));
    const opening = element("header", "opening");
    opening.append(heading, element("p", "summary", {}, count));
    const section = element("section", "search-results", { "aria-labelledby": "search-heading" });
    section.append(opening);
    return section;
  }

  #list(results) {
    const box = document.createDocumentFragment();
    const list = element("ol", "entries");
    const more = element("button", "more", { type: "button" });
    box.append(list);
    const add = () => {
      const start = list.children.length;
      list.append(...results.slice(start, start + AT_ONCE).map((result) => this.#entry(result)));
      linksFromFile(list);
      more.textContent = `Show more (${results.length - list.children.length})`;
      if (list.children.length === results.length) more.remove();
      if (start) list.children[start].querySelector("a").focus();
    };
    add();
    more.addEventListener("click", add);
    if (list.children.length < results.length) box.append(more);
    return box;
  }

  #entry({ document: paper, terms }) {
    const entry = element("li", "entry");
    const title = element(`h${this.level + 1}`, "title", { dir: "auto" });
    const link = element("a", "", { href: this.root + paper.url });
    link.append(marked(paper.title, terms));
    title.append(link);
    entry.append(title);
    if (paper.authors.length || paper.organisations.length) entry.append(people(paper, terms));
    entry.append(facts(paper, terms));
    if (paper.teaser) {
      const teaser = element("p", "teaser", { dir: "auto" });
      teaser.append(marked(paper.teaser, terms));
      entry.append(teaser);
    }
    return entry;
  }

  #suggestions(heading, results) {
    const box = document.createDocumentFragment();
    const list = element("ol", "entries");
    list.append(...results.slice(0, SUGGESTED).map((result) => this.#entry(result)));
    box.append(element(`h${this.level + 1}`, "head", {}, heading), list);
    return box;
  }

  #ways(text) {
    const box = element("div", "empty");
    const list = element("ul", "terms flowing");
    for (const name of ["Topics", "Keywords", "Authors", "Archive"]) {
      const item = element("li", "");
      item.append(element("a", "", { href: `${this.root}${name.toLowerCase()}/` }, name));
      list.append(item);
    }
    box.append(element("p", "", {}, text), list);
    return box;
  }
}

// What follows is what themes/base/templates/entry.html says of a paper in a list.

function people({ authors, more, complete, organisations }, terms) {
  const line = element("p", "people");
  authors.forEach((name, i) => line.append(...(i ? [", "] : []), markedName("", name, terms)));
  if (more) line.append(" ", element("span", "rest", {}, `and ${more} more`));
  if (authors.length && !complete) line.append(" ", element("span", "etal", {}, "et al."));
  for (const name of organisations) line.append(" ", markedName("organisation", name, terms));
  return line;
}

function markedName(classes, name, terms) {
  const mark = element("span", classes, { dir: "auto" });
  mark.append(marked(name, terms));
  return mark;
}

function facts({ topic, date, added, code, score }, terms) {
  const line = element("p", "facts");
  const parts = [];
  if (topic) parts.push(markedName("topic", topic, terms));
  if (date) parts.push(element("time", "", { datetime: date }, day(date)));
  if (added) {
    const mark = element("span", "added", {}, "added ");
    mark.append(element("time", "", { datetime: added }, day(added)));
    parts.push(mark);
  }
  if (typeof code === "string") parts.push(element("a", "code", { href: code, rel: "nofollow noopener" }, "Code"));
  else if (code) parts.push(element("span", "code", {}, "Code"));
  if (score !== null) parts.push(scored(score));
  parts.forEach((part, i) => line.append(...(i ? [" ", part] : [part])));
  return line;
}

function scored(score) {
  const figure = score.toFixed(1);
  const mark = element("span", "score", { title: `Score ${figure} of 100` });
  const track = element("span", "track");
  track.append(element("span", `fill w-${Math.round(Math.min(Math.max(score, 0), 100) / 5) * 5}`));
  mark.append(element("span", "hidden", {}, "score "), figure, track);
  return mark;
}

function marked(text, terms) {
  const fragment = document.createDocumentFragment();
  for (const [piece, found] of cut(text, terms)) fragment.append(found ? element("mark", "", {}, piece) : piece);
  return fragment;
}

function element(name, classes, attributes = {}, text = "") {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

function day(iso) {
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(`${iso}T00:00Z`).toLocaleDateString("en-GB", options); // as the pages print it
}

function counted(number) {
  return number === 1 ? "1 paper" : `${number.toLocaleString("en-GB")} papers`;
}
