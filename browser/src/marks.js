// The reader's own marks and keys; on every page, deferred. Works on what the templates say of each paper (macro
// `data` in entry.html), and on these places:
//   <a data-starred>    the link to the page of starred papers; gets their number
//   <li data-keys>      gets the button that explains the keys
//   <p class="marks-here">   on a paper's page, where its marks stand
import { Entries } from "./entries.js";
import { Keys } from "./keys.js";
import { ngettext, number } from "./messages.js";
import { rootPath, Store } from "./store.js";

const store = new Store(rootPath());
const entries = new Entries(document.getElementById("main"), store);
new Keys(entries, store);

const link = document.querySelector("[data-starred]");
if (link) {
  const name = link.getAttribute("aria-label");
  const tell = () => {
    const count = store.starred.length;
    link.dataset.starred = count ? number(count) : "";
    link.setAttribute("aria-label", count ? `${name}: ${ngettext("%(num)s paper", "%(num)s papers", count)}` : name);
  };
  store.listen(tell);
  tell();
}
