// On every page: the switches of colour scheme and density; the reader's marks and keys; links that work from
// file://; search, which is loaded when somebody is about to use it.
//
// What a page offers (themes/base/templates/layout.html):
//   <html data-root data-search data-manifest    addresses of the site's root, search.bundle.js, search/manifest.js
//         data-lists                             and, where it is not loaded yet, lists.css
//         data-extras>                           address of extras.bundle.js
//   <button data-theme-toggle hidden>            shown by this script, and so is
//   <button data-density-toggle hidden>          on pages with lists
//   <form role="search"> <input type="search">   one on every page
//   <p id="search-status" aria-live="polite">    <main id="main">
//   <any data-scripted hidden>                   what only makes sense with search
import { offerCopies } from "./cite.js";
import { offerDensities } from "./density.js";
import { say } from "./element.js";
import { linksFromFile } from "./file.js";
import { late } from "./late.js";
import { offerMarks } from "./marks.js";
import { gettext } from "./messages.js";
import { offerSchemes } from "./scheme.js";
import { shared } from "./shared.js";

const page = document.documentElement;
const searchCode = late(page.dataset.search, page.dataset.manifest);
const extraCode = late(page.dataset.extras);
const box = document.querySelector('input[type="search"]');

// Scripts with data call paperDigest.load(name, data); whoever asked for them waits in `waiting`.
window.paperDigest = { shared, extras, waiting: {}, load(name, data) { this.waiting[name]?.(data); } };

offerDensities(page, document.querySelector("[data-density-toggle]"));
offerSchemes(page, document.querySelector("[data-theme-toggle]"));
offerCopies();
if (location.protocol === "file:") linksFromFile(document);
if (box && page.dataset.search) offerSearch();
window.paperDigest.store = offerMarks(document.getElementById("main"), extras);

function offerSearch() {
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
  const asked = new URLSearchParams(location.search).get("q") ?? (isNew() ? "" : history.state?.query);
  if (asked) box.value = asked;
  if (asked || box.value || page.dataset.kind === "404") loadSearch(); // a 404 page suggests papers
  box.addEventListener("focus", loadSearch);
  box.addEventListener("input", loadSearch);
}

/** Whether the page was asked for anew: browsers also keep the state of one that links to itself. */
function isNew() {
  return performance.getEntriesByType("navigation")[0]?.type === "navigate";
}

async function loadSearch() {
  await searchCode().catch(() => {
    document.getElementById("search-status").textContent = gettext("Search could not be loaded");
  }); // the next key tries again; Enter leads to the search page
}

/** What extras.js has; nothing where it cannot be loaded. */
async function extras() {
  await extraCode().catch(() => say(gettext("A part of this page could not be loaded")));
  return window.paperDigest.found ?? {};
}
