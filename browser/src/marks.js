// The reader's own marks and keys. Works on what the templates say of each paper (macro `data` in entry.html), and on
// these places:
//   <a data-starred>         the link to the page of starred papers; gets their number
//   <li data-keys>           gets the button that explains the keys
//   <p class="marks-here">   on a paper's page, where its marks stand
import { Entries } from "./entries.js";
import { Keys } from "./keys.js";
import { ngettext, number } from "./messages.js";
import { rootPath, Store } from "./store.js";

/** Returns the store, for the pages of starred papers and of rules. `extras` loads what few readers use. */
export function offerMarks(main, extras) {
  const store = new Store(rootPath());
  new Keys(new Entries(main, store, extras), store, extras);
  const link = document.querySelector("[data-starred]");
  if (link) countStars(link, store);
  return store;
}

function countStars(link, store) {
  const name = link.getAttribute("aria-label");
  const tell = () => {
    const count = store.starred.length;
    link.dataset.starred = count ? number(count) : "";
    link.setAttribute("aria-label", count ? `${name}: ${ngettext("%(num)s paper", "%(num)s papers", count)}` : name);
  };
  store.listen(tell);
  tell();
}
