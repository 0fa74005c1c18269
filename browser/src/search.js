// Search as you type. Loaded by site.js when somebody is about to search; loads the site's index by itself.
import { Engine } from "./engine.js";
import { addressFromFile } from "./file.js";
import { LONGEST } from "./query.js";
import { Results } from "./results.js";

const PAUSE = 250; // milliseconds
const { root, manifest, kind } = document.documentElement.dataset;
const box = document.querySelector('input[type="search"]');
const main = document.getElementById("main");
const status = document.getElementById("search-status");
const results = new Results(main, status, root);
let engine;
let loading = false;
let frame = 0;
let pause = 0;
let wanted;

const text = () => box.value.slice(0, LONGEST);

box.addEventListener("input", soon);
box.addEventListener("keydown", keyInBox);
main.addEventListener("keydown", keyInResults);
main.addEventListener("click", writeAddress, true);
box.form?.addEventListener("submit", enter);
begin();

/** Makes the engine, then answers what was typed meanwhile. After a failure the next key tries again. */
async function begin() {
  if (loading) return;
  loading = true;
  try {
    engine = await load();
  } catch {
    results.fail(Boolean(box.value));
  }
  loading = false;
  if (!engine) return;
  if (kind === "404" && !box.value) suggest();
  else update();
}

async function load() {
  const { index, documents } = await data("manifest", manifest);
  const parts = [data("index", root + index), data("documents", root + documents)];
  await Promise.allSettled(parts); // a late script must not answer the next attempt
  const [packed, { columns, rows }] = await Promise.all(parts);
  const papers = rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])));
  return new Engine(packed, papers);
}

/** Loads a script that calls paperDigest.load(name, data); scripts may be loaded from file://, other data not. */
function data(name, address) {
  return new Promise((resolve, reject) => {
    window.paperDigest.waiting[name] = resolve;
    const script = document.createElement("script");
    script.src = addressFromFile(address);
    script.onload = script.onerror = () => {
      script.remove();
      reject(new Error(`cannot load ${address}`)); // too late to matter where the script has brought its data
    };
    document.head.append(script);
  });
}

function soon() {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(update);
}

function update() {
  if (!engine) {
    if (box.value) begin();
    else results.hide();
    return;
  }
  const found = engine.find(text());
  if (!found) results.hide();
  else if (found.length) results.show(text(), found);
  else results.showNone(text(), engine.near(text()));
  keep(found ? text() : "");
}

/** A page that is not there: its address often tells the title that somebody looked for. One word is no title. */
function suggest() {
  const last = location.pathname.split("/").filter(Boolean).pop() ?? "";
  const title = last.replace(/\.\w+$/, "").replace(/%[0-9A-F]{2}|-/gi, " ");
  const likely = engine.near(title, { fewest: 2, fields: ["title", "authors"] });
  if (likely.length) results.suggest("Perhaps one of these", likely);
}

/**
 * The search page's address says what is shown, so that it can be shared. Other pages keep their address, and only
 * remember the query for whoever comes back to them. It is written when somebody pauses or goes on to a result:
 * browsers refuse more than some hundred changes in half a minute.
 */
function keep(query) {
  if (location.protocol === "file:") return;
  clearTimeout(pause);
  const address = new URL(location.href);
  address.searchParams.delete("q");
  if (query && kind === "search") address.searchParams.set("q", query);
  wanted = { query, address };
  pause = setTimeout(writeAddress, PAUSE);
}

function writeAddress() {
  clearTimeout(pause);
  const { query, address } = wanted ?? {};
  wanted = undefined;
  if (!address || (address.href === location.href && query === (history.state?.query ?? ""))) return;
  history.replaceState({ query }, "", address);
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
  if (!engine || kind !== "search") return;
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
