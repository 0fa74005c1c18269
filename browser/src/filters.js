// Filters above a list: topic, year, key phrase, code; order by date or score. What is chosen stands in the address
// (?topic=cs.CV&year=2024&keyword=…&code=1&sort=score). Works on what the page says of its papers, and looks through
// the list's further pages when something is chosen.
//
// What a page offers (themes/base/templates/list.html, issue.html):
//   <div class="filters" data-filters>      the bar's place, kept free so that nothing moves
//   <a data-part>                           the list's further pages
import { choiceOf, fitting, isActive, sorted, toAddress } from "./choice.js";
import { Bar } from "./filter_bar.js";
import { Listed } from "./listed.js";
import { gettext, ngettext } from "./messages.js";

const ENOUGH = 60; // papers to be shown before further pages are left alone

class Filters {
  #choice = choiceOf(location.search);
  #wanted = ENOUGH;
  #turn = 0; // a new choice ends the search of the last one
  #touched = false;

  constructor(place, listed) {
    this.place = place;
    this.listed = listed;
    this.bar = new Bar();
    const { form, clear, more, element } = this.bar;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => this.#choose(this.bar.choice));
    clear.addEventListener("click", () => this.#clear());
    more.addEventListener("click", () => this.#update((this.#wanted += ENOUGH)));
    addEventListener("popstate", () => this.#update((this.#choice = choiceOf(location.search))));
    element.open = isActive(this.#choice) || matchMedia("(min-width: 40rem)").matches; // a phone has little room
    place.append(element);
    listed.home.after(more);
    this.#update();
  }

  #clear() {
    this.#choose(choiceOf(""));
    this.bar.form.querySelector("select:not([hidden]), input").focus();
  }

  #choose(choice) {
    this.#choice = choice;
    this.#wanted = ENOUGH;
    history.pushState(history.state, "", toAddress(location.href, choice));
    this.#update();
  }

  /** Shows what fits, then looks through further pages as long as too little does. */
  async #update() {
    const turn = ++this.#turn;
    let failed = false;
    this.#show();
    this.#tell("");
    while (!failed && this.#found.length < this.#wanted && this.#next) {
      this.#tell(gettext("Looking further …"), true);
      await this.listed.read(this.#next).catch(() => (failed = true));
      if (turn !== this.#turn) return;
      this.#show();
    }
    this.#tell(isActive(this.#choice) ? this.#words(failed) : "");
  }

  get #next() {
    return isActive(this.#choice) ? this.listed.next(this.#choice.year) : undefined;
  }

  get #found() {
    const papers = this.listed.papers.filter(({ own }) => own || isActive(this.#choice));
    return fitting(papers, this.#choice);
  }

  #show() {
    this.#touched ||= isActive(this.#choice);
    if (this.#touched) this.listed.show(sorted(this.listed.papers, this.#choice), new Set(this.#found));
    this.bar.fill(this.listed, this.#choice);
  }

  #words(failed) {
    const { isWhole, isOnDisk, papers: { length: total } } = this.listed;
    const count = this.#found.length;
    const papers = ngettext("%(num)s paper", "%(num)s papers", count);
    if (failed) return gettext("%(papers)s; a further page could not be loaded", { papers });
    if (this.#next) return gettext("%(papers)s among the %(total)s looked through so far", { papers, total });
    if (isOnDisk) return gettext("%(papers)s on this page; files on disk do not show others", { papers });
    if (!count) return gettext("No paper of this list fits");
    return isWhole ? ngettext("%(num)s of %(total)s papers", "%(num)s of %(total)s papers", count, { total }) : papers;
  }

  #tell(words, busy = false) {
    this.bar.status.textContent = words;
    this.place.setAttribute("aria-busy", String(busy));
    this.bar.more.hidden = busy || !this.#next;
  }
}

const place = document.querySelector("[data-filters]");
const listed = place && new Listed();
if (listed?.papers.length > 1) new Filters(place, listed);
