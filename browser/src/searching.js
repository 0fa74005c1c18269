// Search as you type. What is asked stands in the box alone: facets, sorting and suggestions are links that change it.
import { element } from "./element.js";
import { Engine } from "./engine.js";
import { areFacetsOpen } from "./facetbox.js";
import { gettext, number } from "./messages.js";
import { LONGEST, parse, withoutClause } from "./query.js";
import { Results } from "./results.js";

const PAUSE = 250; // milliseconds
const MOST_FACETED = 20_000; // papers: some 25 kB
const FEW = 20; // fewer results than these are worth looking through another part
const { root, manifest, kind, lists } = document.documentElement.dataset;
const box = document.querySelector('input[type="search"]');
const main = document.getElementById("main");
const status = document.getElementById("search-status");
let papers;
let engine;
let recovering;
let isGone = false; // whether the site is searched in another way now, which another page knows
let results;
let isStyled = !lists; // a page without lists comes without their stylesheet
let loading = false;
let frame = 0;
let pause = 0;
let then; // what follows once the answer stands there
let wanted;
let looked; // { asked, left }: how many more papers are looked into for the phrase that is asked

/** Begins to search `searched`: Parts or Segments. */
export function start(searched) {
  results = new Results({ main, status, root, address: box.form.getAttribute("action") });
  use(searched);
  box.addEventListener("input", soon);
  box.addEventListener("keydown", keyInBox);
  main.addEventListener("keydown", keyInResults);
  main.addEventListener("click", follow, true); // before what the click does to the page
  box.form.addEventListener("submit", enter);
  addEventListener("popstate", returned);
  if (!isStyled) style();
  begin();
  number(0); // the first number takes long, which nobody waits for while files come
}

function use(searched) {
  papers = searched;
  papers.lost = () => searched !== papers || recover(); // who asked for it may be told when all has begun anew
  engine = new Engine(papers);
  papers.mostFaceted = areFacetsOpen() ? MOST_FACETED : 0;
  results.use(papers);
  looked = {};
}

const text = () => box.value.slice(0, LONGEST);

/** Results wait for their stylesheet, also in vain: better plain than not at all. */
function style() {
  const link = element("link", { rel: "stylesheet", href: lists });
  link.onload = link.onerror = () => {
    isStyled = true;
    update();
  };
  document.head.append(link);
}

/** Loads what there is to search, answering what was typed meanwhile. After a failure the next key tries again. */
async function begin() {
  if (loading) return;
  loading = true;
  const { lost } = papers;
  try {
    await papers.begin(() => {
      if (box.value && !papers.enough) update();
    });
  } catch {
    if (!(await lost()) && !papers.size) results.fail(Boolean(box.value));
  }
  loading = false;
  if (!ready()) return;
  if (kind === "404" && !box.value) suggest();
  else update();
}

/** Whether there is something to look through; a site without papers has nothing more to load. */
function ready() {
  return isStyled && (papers.size > 0 || papers.enough);
}

function soon() {
  then = undefined;
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(update);
}

function update() {
  if (isGone && box.value) {
    keep(text()); // for the page that comes
    return results.showGone();
  }
  if (!papers.enough && box.value) begin();
  if (!ready()) {
    if (!box.value) results.hide();
    return;
  }
  const asked = text();
  const answer = engine.find(asked);
  const extra = answer && !papers.waits ? extraOf(asked, answer) : {};
  if (papers.waits) return void load(asked);
  if (!answer) showUnread(asked);
  else if (answer.results.length) results.show(asked, answer, extra);
  else if (extra.looking) results.showWaiting(asked);
  else results.showNone(asked, answer, extra);
  keep(answer ? asked : "");
  then?.();
  then = undefined;
  if (extra.looking) lookInto(asked, answer);
  else if (answer && answer.results.length < FEW && papers.rest && !loading) lookFurther();
}

/** Loads what an answer waits for; the next key makes another answer. */
async function load(asked) {
  const { lost } = papers;
  try {
    await papers.load();
  } catch {
    if (!(await lost()) && text() === asked) results.fail(true);
    return;
  }
  if (text() === asked) update();
}

/** Files that are gone may mean a new deploy: then all begins anew, for parts of two builds do not fit. Whether it did. */
function recover() {
  return (recovering ??= beginAnew().catch(() => false).finally(() => (recovering = undefined)));
}

async function beginAnew() {
  const address = `${manifest}?${Date.now()}`; // what a cache keeps may be the old one
  const fresh = new papers.constructor(root, address);
  await fresh.begin(() => {}).catch(async () => {
    const { status } = await fetch(address);
    isGone = status >= 400 && status < 500;
    if (!isGone) throw status;
  });
  const isNew = papers.edition && fresh.edition && fresh.edition !== papers.edition;
  if (isNew) use(fresh);
  if (isNew || isGone) update();
  return isNew || isGone;
}

/** What asks for nothing: a hint to whoever begins a filter, otherwise the page's own content. */
function showUnread(asked) {
  const query = parse(asked);
  if (query.unfinished || query.hints.length) results.showUnread(asked, query);
  else results.hide();
}

/** Whether a phrase stands in a paper is only known when the paper is there: the likeliest are looked into. */
async function lookInto(asked, { pending, deep }) {
  const some = pending.slice(0, looked.left);
  looked.left -= some.length;
  await papers.look(some, deep).catch(papers.lost); // what cannot be loaded now is not looked into again
  if (text() === asked) update();
}

/** Looks through the next papers, which are older. */
function lookFurther() {
  papers.more();
  begin();
}

/** What is said beside an answer. */
function extraOf(asked, answer) {
  if (looked.asked !== asked) looked = { asked, left: papers.atOnce };
  const looking = looked.left > 0 && answer.pending.length > 0;
  const common = { looking, look: lookOn, ask: askFacets, rest: loading ? 0 : papers.rest, more: lookFurther };
  if (answer.results.length) return { ...common, meant: meantBy(asked, answer) };
  return looking ? common : { ...common, ...helpWith(asked, answer) };
}

function lookOn() {
  looked.left = papers.atOnce;
  update();
}

function askFacets() {
  papers.mostFaceted = Infinity;
  then = () => main.querySelector(".facets summary")?.focus();
  update();
}

function meantBy(asked, { results: found }) {
  return found.length > 2 && !found[0].slips ? "" : engine.meant(asked);
}

function helpWith(asked, answer) {
  const seen = new Set();
  const wider = [];
  for (const clause of answer.query.clauses) {
    if (seen.has(clause.start) || seen.size > 5) continue;
    seen.add(clause.start);
    const query = withoutClause(asked, clause);
    const count = engine.count(query);
    if (count) wider.push([query, asked.slice(clause.start, clause.end), count]);
  }
  return { near: engine.near(asked), meant: meantBy(asked, answer), wider };
}

/** A page that is not there: its address often tells the title that somebody looked for. One word is no title. */
async function suggest() {
  const last = location.pathname.split("/").filter(Boolean).pop() ?? "";
  const title = last.replace(/\.\w+$/, "").replace(/%[0-9A-F]{2}|-/gi, " ");
  const likely = engine.near(title, { fewest: 2, fields: ["title", "authors"] });
  if (papers.waits) return papers.load().then(suggest, () => {});
  if (likely.length) results.suggest(gettext("Perhaps one of these"), likely);
}

/**
 * The search page's address says what is shown, to be shared; other pages only remember it for whoever comes back. It
 * is written when somebody pauses or goes on: browsers refuse more than some hundred changes in half a minute.
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
  if (!wanted) return;
  const { query, address } = wanted;
  const isThere = address.href === location.href && query === (history.state?.query ?? "");
  if (!isThere) history.replaceState({ query }, "", address);
  wanted = undefined;
}

/** A facet, an order, a suggestion is one step in the browser's history. */
function follow(event) {
  writeAddress(); // for whoever comes back
  const link = event.target.closest?.("a[data-query]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const { query } = link.dataset;
  if (location.protocol !== "file:") history.pushState({ query }, "", addressOf(query));
  box.value = query;
  then = () => results.focus();
  update();
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
  box.focus();
  keep("");
}

/** Enter leads to the search page, whose address can be shared; there, to the first result. */
function enter(event) {
  writeAddress();
  if (!ready() || kind !== "search") return;
  event.preventDefault();
  cancelAnimationFrame(frame);
  then = () => results.links()[0]?.focus();
  update();
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
