// The papers of a list: those that stand on the page, and those of its further pages (years, months, parts), which
// are fetched one by one when they are asked for. All are the same static HTML: <li class="entry" data-…>.

import { UNDATED } from "./choice.js";
import { adopted, pageAt } from "./elsewhere.js";

const LISTS = ".list ol.entries";
const PARTS = "aside a[data-part], .onward a[data-part]";

export class Listed {
  #known = new Set();
  #asked = new Set([pathOf(location)]);
  #parts;

  constructor() {
    /** In the order of the list: { node, own, list, topic, year, keyword, code, day, score }. */
    this.papers = [];
    /** Code of a topic → its name. */
    this.names = new Map();
    this.#take(document);
    const lists = [...document.querySelectorAll(LISTS)];
    this.home = lists.length > 1 ? furtherList(lists) : lists[0];
    this.#parts = this.#partsOf(document, location);
    this.isWhole = !this.#parts.length;
    this.isOnDisk = !this.isWhole && location.protocol === "file:";
    if (this.isOnDisk) this.#parts = []; // what lies on disk may not be fetched
  }

  /** The years that pages which nobody has read yet are of. */
  get years() {
    return this.#parts.flatMap(({ year }) => year ?? []);
  }

  /** The next page that may hold papers of `year` ("" for any); undefined when all have been read. */
  next(year) {
    return this.#parts.find((part) => !year || year === UNDATED || !part.year || part.year === year);
  }

  /** Reads that page. Throws when it cannot be had; then it stays the next one. */
  async read(part) {
    const page = await pageAt(part.url);
    const at = this.#parts.indexOf(part);
    if (at < 0) return;
    this.#take(page, part.url);
    this.#parts.splice(at, 1, ...this.#partsOf(page, part.url, part.year));
  }

  /** Puts the papers in this order and hides all but the visible ones; a group without any is hidden whole. */
  show(papers, visible) {
    for (const paper of papers) {
      const { node, own, list = this.home } = paper;
      node.hidden = !visible.has(paper);
      if (own || !node.hidden) list.append(node);
      else node.remove();
    }
    for (const list of new Set(this.papers.map((paper) => paper.list))) {
      const group = list?.closest("section");
      if (group) group.hidden = !list.querySelector(":scope > li:not([hidden])");
    }
  }

  #take(page, url) {
    for (const found of page.querySelectorAll(`:is(${LISTS}) > li[data-id]`)) {
      if (this.#known.has(found.dataset.id)) continue;
      this.#known.add(found.dataset.id);
      const node = url ? adopted(found, url) : found;
      for (const link of node.querySelectorAll("a.topic[title]")) this.names.set(link.textContent, link.title);
      const own = !url;
      this.papers.push({ node, own, list: own ? node.parentElement : undefined, ...saidBy(node.dataset) });
    }
  }

  #partsOf(page, from, inherited) {
    const parts = [];
    for (const link of page.querySelectorAll(PARTS)) {
      const url = new URL(link.getAttribute("href"), from);
      const path = pathOf(url);
      if (url.origin !== location.origin || this.#asked.has(path)) continue;
      this.#asked.add(path);
      const below = path.startsWith(pathOf(location)) ? path.slice(pathOf(location).length) : "";
      parts.push({ url: url.href, year: below.match(/^(\d{4})\//)?.[1] ?? inherited });
    }
    return parts;
  }
}

/** A list of its own for further papers, behind the groups of a page. */
function furtherList(lists) {
  const list = document.createElement("ol");
  list.className = "entries";
  const last = lists.at(-1);
  (last.closest("section") ?? last).after(list);
  return list;
}

function saidBy({ topics, keywords, date, added = "", score, code }) {
  return {
    topic: topics?.split("\n").filter(Boolean) ?? [],
    keyword: keywords?.split("\n") ?? [],
    year: [date?.slice(0, 4) ?? UNDATED],
    code: code === undefined ? [] : ["1"],
    day: date ?? added,
    score: score === undefined ? -1 : Number(score),
  };
}

function pathOf({ pathname }) {
  return pathname.replace(/index\.html$/, "");
}
