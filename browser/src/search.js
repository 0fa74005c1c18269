// Search as you type. Loaded by site.js when somebody is about to search; loads the site's index by itself. What is
// asked stands in the box and nowhere else: facets, sorting and suggestions are links that change its text.
import { Parts, Texts } from "./data.js";
import { element } from "./element.js";
import { Engine } from "./engine.js";
import { gettext } from "./messages.js";
import { LONGEST, parse, withoutClause } from "./query.js";
import { Results } from "./results.js";

const PAUSE = 250; // milliseconds
const FEW = 20; // fewer results than these are worth looking through another part
const { root, manifest, kind, lists } = document.documentElement.dataset;
const box = document.querySelector('input[type="search"]');
const main = document.getElementById("main");
const status = document.getElementById("search-status");
const texts = new Texts(root);
const parts = new Parts(root, manifest);
const engine = new Engine((paper) => texts.line(paper));
const results = new Results({ main, status, root, texts, address: box.form.getAttribute("action") });
let isStyled = !lists; // a page without lists comes without their stylesheet
let loading = false;
let frame = 0;
let pause = 0;
let wanted;

const text = () => box.value.slice(0, LONGEST);

box.addEventListener("input", soon);
box.addEventListener("keydown", keyInBox);
main.addEventListener("keydown", keyInResults);
main.addEventListener("click", writeAddress, true);
main.addEventListener("click", follow);
box.form.addEventListener("submit", enter);
addEventListener("popstate", returned);
if (!isStyled) style();
begin();

/** Results wait for their stylesheet, also in vain: better plain than not at all. */
function style() {
  const link = element("link", { rel: "stylesheet", href: lists });
  link.onload = link.onerror = () => {
    isStyled = true;
    update();
  };
  document.head.append(link);
}

/** Loads parts, answering what was typed meanwhile. After a failure the next key tries again. */
async function begin() {
  if (loading) return;
  loading = true;
  try {
    await parts.load((part) => {
      engine.add(part);
      if (box.value && !parts.enough) update();
    });
  } catch {
    if (!engine.documents.length) results.fail(Boolean(box.value));
  }
  loading = false;
  if (!ready()) return;
  if (kind === "404" && !box.value) suggest();
  else update();
}

/** Whether there is something to look through; a site without papers has nothing more to load. */
function ready() {
  return isStyled && (engine.documents.length > 0 || parts.enough);
}

function soon() {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(update);
}

function update() {
  if (!parts.enough && box.value) begin();
  if (!ready()) {
    if (!box.value) results.hide();
    return;
  }
  const asked = text();
  const answer = engine.find(asked);
  if (!answer) showUnread(asked);
  else if (answer.results.length) results.show(asked, answer, { meant: meantBy(asked, answer), ...older() });
  else if (answer.pending.length) results.showWaiting(asked);
  else results.showNone(asked, helpWith(asked, answer));
  keep(answer ? asked : "");
  if (answer?.pending.length) lookInto(answer.pending);
  else if (answer && answer.results.length < FEW && parts.rest && !loading) look();
}

/** What asks for nothing: a hint to whoever begins a filter, otherwise the page's own content. */
function showUnread(asked) {
  const query = parse(asked);
  if (query.unfinished || query.hints.length) results.showUnread(asked, query);
  else results.hide();
}

/** Whether a phrase stands in an abstract is only known when the abstract is there. */
async function lookInto(papers) {
  const asked = text();
  await texts.load(papers);
  if (text() === asked && papers.some((paper) => texts.of(paper) !== undefined)) update();
}

/** Looks through the next papers, which are older. */
function look() {
  parts.more();
  begin();
}

function older() {
  return { rest: loading ? 0 : parts.rest, more: look };
}

function meantBy(asked, { results: found }) {
  return found.length && !found[0].slips && found.length > 2 ? "" : engine.meant(asked);
}

function helpWith(asked, answer) {
  const seen = new Set();
  const wider = [];
  for (const clause of answer.query.clauses) {
    if (seen.has(clause.start) || seen.size > 5) continue;
    seen.add(clause.start);
    const query = withoutClause(asked, clause);
    const count = engine.find(query)?.results.length ?? 0;
    if (count) wider.push([query, asked.slice(clause.start, clause.end), count]);
  }
  return { query: answer.query, near: engine.near(asked), meant: meantBy(asked, answer), wider, ...older() };
}

/** A page that is not there: its address often tells the title that somebody looked for. One word is no title. */
function suggest() {
  const last = location.pathname.split("/").filter(Boolean).pop() ?? "";
  const title = last.replace(/\.\w+$/, "").replace(/%[0-9A-F]{2}|-/gi, " ");
  const likely = engine.near(title, { fewest: 2, fields: ["title", "authors"] });
  if (likely.length) results.suggest(gettext("Perhaps one of these"), likely);
}

/**
 * The search page's address says what is shown, so that it can be shared. Other pages keep their address, and only
 * remember the query for whoever comes back to them. It is written when somebody pauses or goes on to a result:
 * browsers refuse more than some hundred changes in half a minute.
 */
function keep(query) {
  if (location.protocol === "file:") return;
  clearTimeout(pause);
  wanted = { query, address: addressOf(query) };
  pause = setTimeout(writeAddress, PAUSE);
}

function addressOf(query) {
  const address = new URL(location.href);
  address.searchParams.delete("q");
  if (query && kind === "search") address.searchParams.set("q", query);
  return address;
}

function writeAddress() {
  clearTimeout(pause);
  const { query, address } = wanted ?? {};
  wanted = undefined;
  if (!address || (address.href === location.href && query === (history.state?.query ?? ""))) return;
  history.replaceState({ query }, "", address);
}

/** A facet, an order, a suggestion: one step in the browser's history. */
function follow(event) {
  const link = event.target.closest?.("a[data-query]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const query = link.dataset.query;
  if (location.protocol !== "file:") history.pushState({ query }, "", addressOf(query));
  box.value = query;
  update();
  results.focus();
}

/** Back and forward; not a link within the page, which browsers tell in the same way. */
function returned({ state }) {
  if (!state && location.hash) return;
  box.value = state?.query ?? new URLSearchParams(location.search).get("q") ?? "";
  update();
}

function clear() {
  box.value = "";
  results.hide();
  keep("");
  box.focus();
}

/** Enter leads to the search page, whose address can be shared; there, to the first result. */
function enter(event) {
  writeAddress();
  if (!ready() || kind !== "search") return;
  event.preventDefault();
  cancelAnimationFrame(frame);
  update();
  results.links()[0]?.focus();
}

function keyInBox(event) {
  if (event.key === "Escape" && (box.value || results.shown)) {
    event.preventDefault();
    clear();
  } else if (event.key === "ArrowDown" && results.shown) {
    event.preventDefault();
    results.links()[0]?.focus();
  }
}

function keyInResults(event) {
  if (!results.shown) return;
  const links = results.links();
  const here = links.indexOf(document.activeElement);
  if (event.key === "Escape") clear();
  else if (event.key === "ArrowDown" && here >= 0) links[Math.min(here + 1, links.length - 1)].focus();
  else if (event.key === "ArrowUp" && here >= 0) (here ? links[here - 1] : box).focus();
  else return;
  event.preventDefault();
}
