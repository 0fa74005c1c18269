// On every page: the switches of colour scheme and density; the reader's marks and keys; links that work from
// file://; search, which is loaded when somebody is about to use it.
//
// What a page offers (themes/base/templates/layout.html):
//   <html data-root data-search data-manifest    addresses of the site's root, search.bundle.js, search/manifest.js
//         data-lists>                            and, where it is not loaded yet, lists.css
//   <button data-theme-toggle hidden>            shown by this script, and so is
//   <button data-density-toggle hidden>          on pages with lists
//   <form role="search"> <input type="search">   one on every page
//   <p id="search-status" aria-live="polite">    <main id="main">
//   <any data-scripted hidden>                   what only makes sense with search
import { offerCopies } from "./cite.js";
import { offerDensities } from "./density.js";
import { addressFromFile, linksFromFile } from "./file.js";
import { offerMarks } from "./marks.js";
import { gettext } from "./messages.js";
import { offerSchemes } from "./scheme.js";
import { shared } from "./shared.js";

const page = document.documentElement;
const box = document.querySelector('input[type="search"]');

// Scripts with data call paperDigest.load(name, data); whoever asked for them waits in `waiting`.
window.paperDigest = { shared, waiting: {}, load(name, data) { this.waiting[name]?.(data); } };

offerDensities(page, document.querySelector("[data-density-toggle]"));
offerSchemes(page, document.querySelector("[data-theme-toggle]"));
offerCopies();
if (location.protocol === "file:") linksFromFile(document);
if (box && page.dataset.search) offerSearch();
window.paperDigest.store = offerMarks(document.getElementById("main"));

function offerSearch() {
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
  const asked = new URLSearchParams(location.search).get("q") ?? history.state?.query;
  if (asked) box.value = asked;
  if (asked || box.value || page.dataset.kind === "404") loadSearch(); // a 404 page suggests papers
  box.addEventListener("focus", loadSearch);
  box.addEventListener("input", loadSearch);
}

function loadSearch() {
  if (page.querySelector("script[data-search-code]")) return;
  const script = document.createElement("script");
  script.src = addressFromFile(page.dataset.search);
  script.dataset.searchCode = "";
  script.onerror = () => {
    script.remove(); // the next key tries again; Enter leads to the search page
    document.getElementById("search-status").textContent = gettext("Search could not be loaded");
  };
  document.head.append(script);
}
