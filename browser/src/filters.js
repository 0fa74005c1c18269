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
import "./rest.js";

const ENOUGH = 60; // papers to be shown before further pages are left alone
const FEW_PARTS = 5; // further pages to be read before a reader is asked; one may have 100 papers

class Filters {
  #choice = choiceOf(location.search);
  #found = []; // papers that fit, of those that are known
  #busy = false;
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
    more.addEventListener("click", () => this.#busy || this.#update(this.#found.length));
    addEventListener("popstate", () => {
      this.#choice = choiceOf(location.search);
      this.#update();
    });
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
    history.pushState(history.state, "", toAddress(location.href, choice));
    this.#update();
  }

  /** Shows what fits, then looks through a few further pages for more than the papers that were `shown` before. */
  async #update(shown = 0) {
    const turn = ++this.#turn;
    let failed = false;
    this.#show();
    for (let left = FEW_PARTS; left && !failed && this.#found.length < shown + ENOUGH && this.#next; left--) {
      this.#tell(gettext("Looking further …"), true);
      const known = this.listed.papers.length;
      await this.listed.read(this.#next).catch(() => (failed = true));
      if (turn !== this.#turn) return;
      this.#found.push(...fitting(this.listed.papers.slice(known), this.#choice));
    }
    if (this.#busy) this.#show();
    this.#tell(isActive(this.#choice) ? this.#words(failed) : "");
  }

  get #next() {
    return isActive(this.#choice) ? this.listed.next(this.#choice.year) : undefined;
  }

  #show() {
    const { papers } = this.listed;
    this.#touched ||= isActive(this.#choice);
    this.#found = fitting(papers.filter(({ own }) => own || isActive(this.#choice)), this.#choice);
    if (this.#touched) this.listed.show(sorted(papers, this.#choice), new Set(this.#found));
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
    this.#busy = busy;
    this.place.setAttribute("aria-busy", String(busy));
    if (!busy) this.bar.more.hidden = !this.#next; // a button that is pressed stays, and keeps the focus
  }
}

const place = document.querySelector("[data-filters]");
const listed = place && new Listed();
if (listed?.papers.length > 1) new Filters(place, listed);
