// The page of starred papers: the list, its order, and citations to take along (themes/base/templates/starred.html).
// site.js has run before; the store is its.
import { element } from "./element.js";
import { collect, markdown, saveCitations } from "./exports.js";
import { linksFromFile } from "./file.js";
import { offerFiles } from "./keep.js";
import { day, gettext, ngettext } from "./messages.js";

const ORDERS = {
  starred: (a, b) => b.starred.localeCompare(a.starred),
  title: (a, b) => a.title.localeCompare(b.title, document.documentElement.lang),
  day: (a, b) => b.day.localeCompare(a.day),
};
const page = document.querySelector("[data-reader=starred]");
const { root } = document.documentElement.dataset;
const fromFile = location.protocol === "file:";

class Starred {
  constructor(page, store) {
    this.page = page;
    this.store = store;
    this.order = page.querySelector("select");
    this.count = page.querySelector("[data-count]");
    this.told = page.querySelector("[data-told]");
    this.progress = page.querySelector("progress");
    this.order.addEventListener("change", () => this.show());
    for (const button of page.querySelectorAll("[data-format]")) {
      button.hidden = fromFile && button.dataset.format !== "md";
      button.addEventListener("click", () => this.#export(button.dataset.format));
    }
    page.querySelector("[data-from-file]").hidden = !fromFile;
    store.listen(() => this.#refresh());
    this.show();
  }

  get papers() {
    return this.store.starred.sort(ORDERS[this.order.value] ?? ORDERS.starred);
  }

  show() {
    const list = this.page.querySelector(".entries");
    list.replaceChildren(...this.papers.map(entry));
    linksFromFile(list);
    this.#tell();
  }

  /** A paper whose star is taken away here stays in sight until the next visit, so that it can be given back. */
  #refresh() {
    const shown = new Set([...this.page.querySelectorAll("[data-id]")].map(({ dataset }) => dataset.id));
    if (this.store.starred.some(({ id }) => !shown.has(id))) this.show();
    else this.#tell();
  }

  #tell() {
    const count = this.store.starred.length;
    this.count.textContent = ngettext("%(num)s paper", "%(num)s papers", count);
    this.page.classList.toggle("is-empty", !this.page.querySelector("[data-id]"));
    this.page.querySelector(".take").hidden = !count;
  }

  async #export(format) {
    const papers = this.papers;
    if (fromFile) return saveCitations(markdown(papers, address()), "md");
    this.told.textContent = "";
    Object.assign(this.progress, { max: papers.length, value: 0, hidden: false });
    const { text, failed } = await collect(papers, format, root, (done) => (this.progress.value = done));
    this.progress.hidden = true;
    if (failed.length < papers.length) saveCitations(text, format);
    this.told.textContent = outcome(papers, failed);
    return undefined;
  }
}

function outcome(papers, failed) {
  if (failed.length === papers.length) return gettext("Nothing was saved: the citations could not be fetched.");
  const count = papers.length - failed.length;
  const saved = ngettext("%(num)s citation was saved.", "%(num)s citations were saved.", count);
  if (!failed.length) return saved;
  const titles = failed.map(({ title }) => title).join(" · ");
  const others = gettext("Not among them, for they could not be fetched: %(titles)s", { titles });
  return `${saved} ${others}`;
}

/** Where this page stands on the web, also when it was opened from a file. */
function address() {
  return new URL(root, document.querySelector('meta[property="og:url"]').content);
}

function entry(paper) {
  const title = element("h2", { class: "title" });
  title.append(element("a", { href: root + paper.url, dir: "auto" }, paper.title));
  const facts = element("p", { class: "facts" }, element("time", { datetime: paper.day }, day(paper.day)));
  const made = element("li", { class: "entry", "data-id": paper.id, "data-date": paper.day }, title);
  if (paper.authors) made.append(element("p", { class: "people" }, element("span", { dir: "auto" }, paper.authors)));
  made.append(facts);
  return made;
}

new Starred(page, window.paperDigest.store);
offerFiles(page.querySelector(".keep"), window.paperDigest.store);
page.classList.add("is-ready");
