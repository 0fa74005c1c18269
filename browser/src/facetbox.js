// The facets beside the results, the filters in use, and the ways to sort: links that change the query's text.
import { countFacets } from "./facets.js";
import { element } from "./element.js";
import { gettext, number } from "./messages.js";
import { LONGEST, narrowed, ordered, withoutClause } from "./query.js";

const WIDE = matchMedia("(min-width: 62rem)");
let unfolded = false; // on a narrow screen somebody has opened the facets

/** Whether facets are shown to those who have not unfolded them. */
export function areFacetsOpen() {
  return WIDE.matches;
}

/** A link to the results of another query; search.js follows it without leaving the page. */
export function queryLink(classes, query, address, ...content) {
  const href = `${address}?q=${encodeURIComponent(query)}`;
  return element("a", { class: classes || undefined, href, "data-query": query }, ...content);
}

/**
 * Facets that narrow the results; undefined when there is no choice. On a narrow screen they are folded, and so they
 * are while they are not known: then `ask` gets them.
 */
export function facetBox(text, results, { address, level, ask }) {
  if (results.some(({ document }) => document.topics === undefined)) return unknownBox(ask);
  const facets = countFacets(results).filter(([field]) => text.length + field.length < LONGEST - 60);
  if (!facets.length) return undefined;
  const box = element("details", { class: "facets", open: WIDE.matches || unfolded });
  box.append(element("summary", { class: "head" }, gettext("Narrow the results")));
  for (const [field, values] of facets) box.append(facet(field, values, text, address, level));
  box.addEventListener("toggle", () => {
    if (!WIDE.matches) unfolded = box.open;
  });
  return box;
}

function unknownBox(ask) {
  const box = element("details", { class: "facets" }, element("summary", { class: "head" }, gettext("Narrow the results")));
  box.addEventListener("toggle", () => {
    unfolded = true;
    ask();
  });
  return box;
}

WIDE.addEventListener("change", () => {
  for (const box of document.querySelectorAll(".facets")) box.open = WIDE.matches || unfolded;
});

function facet(field, values, text, address, level) {
  const names = {
    topic: gettext("Topics"),
    year: gettext("Year of publication"),
    code: gettext("Code"),
    keyword: gettext("Keywords"),
    author: gettext("Authors"),
  };
  const list = element("ul", { class: "terms flowing" });
  for (const [value, count] of values) {
    const name = field === "code" ? gettext("with code") : value;
    const link = queryLink("", narrowed(text, field, value), address, element("span", { dir: "auto" }, name));
    list.append(element("li", {}, link, " ", element("span", { class: "count" }, number(count))));
  }
  return element("section", {}, element(`h${level}`, { class: "head" }, names[field]), list);
}

/** The filters in use, each a link that removes it; undefined when there are none. */
export function filtersInUse(text, clauses, address) {
  const list = element("ul", { class: "chips", "aria-label": gettext("Filters") });
  const places = new Set();
  for (const clause of clauses) {
    if (places.has(clause.start) || !(clause.kind === "filter" || clause.field)) continue;
    places.add(clause.start);
    const shown = text.slice(clause.start, clause.end);
    const link = queryLink("chip", withoutClause(text, clause), address, element("span", { dir: "auto" }, shown));
    link.append(" ", element("span", { "aria-hidden": "true" }, "×"));
    link.setAttribute("aria-label", gettext("Remove the filter %(filter)s", { filter: shown }));
    list.append(element("li", {}, link));
  }
  return places.size ? list : undefined;
}

/** Relevance, date, score. */
export function orders(text, order, address) {
  const names = [["", gettext("relevance")], ["date", gettext("date")], ["score", gettext("score")]];
  const line = element("p", { class: "orders" }, gettext("Sort by"));
  for (const [way, name] of names) {
    const link = queryLink("", ordered(text, way), address, name);
    if (way === order) link.setAttribute("aria-current", "true");
    line.append(" ", link);
  }
  return line;
}
