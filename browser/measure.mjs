// How well a built site's search finds what is known to be there, how long it takes, and what it loads:
//   node browser/measure.mjs output
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Engine } from "./src/engine.js";
import { Part } from "./src/part.js";
import { line, words } from "./src/words.js";

const site = process.argv[2] ?? "output";
const bytes = {};
let loaded;
globalThis.paperDigest = { load: (name, data) => (loaded = data) };

function load(kind, file) {
  const script = readFileSync(join(site, file));
  bytes[kind] = (bytes[kind] ?? 0) + gzipSync(script, { level: 9 }).length;
  new Function(script.toString())();
  return loaded;
}

const texts = new Map();
const engine = new Engine((paper) => line(textOf(paper)));
for (const { index, papers } of load("manifest", "search/manifest.js").parts) {
  engine.add(new Part(load("index", index), load("papers", papers)));
}
for (const name of readdirSync(join(site, "search")).filter((file) => file.startsWith("texts."))) {
  texts.set(`search/${name}`, load("texts", `search/${name}`));
}

function textOf({ file, place }) {
  return texts.get(file)[place];
}

/** Some words of an abstract, from a place that follows from its length. */
function piece(text, size) {
  const found = text.split(/\s+/);
  const start = (text.length * 7) % Math.max(1, found.length - size);
  return found.slice(start, start + size).join(" ").replace(/["“”„«»]/g, "");
}

/** Long words of a title, the third and the fourth without their third letter. */
function slip(text) {
  const long = words(text).flat().filter((word) => /^[a-z]{6,}$/.test(word));
  return [...long.slice(0, 2), ...long.slice(2, 4).map((word) => word.slice(0, 2) + word.slice(3))].join(" ");
}

const PLAIN = /[^\p{L}\p{N}\s-]/gu;
const QUERIES = {
  // name: [the paper must be among so many, paper → query]
  "whole title": [1, ({ title }) => title],
  "title without signs": [1, ({ title }) => title.toLowerCase().replace(PLAIN, " ")],
  "first five words of the title": [1, ({ title }) => title.split(/\s+/).slice(0, 5).join(" ")],
  "title with two slips": [5, ({ title }) => slip(title)],
  "six words of the abstract": [5, (paper) => piece(textOf(paper), 6)],
  "six words of the abstract, quoted": [5, (paper) => `"${piece(textOf(paper), 6)}"`],
  "first author": [5, ({ authors }) => authors[0] ?? ""],
  "author: first author": [5, ({ authors }) => (authors[0] ? `author:"${authors[0]}"` : "")],
};

for (const [name, [most, queryOf]] of Object.entries(QUERIES)) {
  const times = [];
  const missed = [];
  for (const paper of engine.documents) {
    const query = queryOf(paper).slice(0, 300);
    if (!line(query).trim()) continue;
    const start = performance.now();
    const { results } = engine.find(query);
    times.push(performance.now() - start);
    const top = results.slice(0, most).map(({ document }) => document);
    const isTheirs = ({ authors }) => authors.includes(paper.authors[0]);
    const alike = name.includes("author") && top.length === most && top.every(isTheirs); // they have more papers
    if (!top.includes(paper) && !alike) missed.push(query);
  }
  times.sort((a, b) => a - b);
  const share = ((1 - missed.length / times.length) * 100).toFixed(1);
  const [middle, slow] = [0.5, 0.95].map((part) => times[Math.floor(times.length * part)].toFixed(1));
  console.log(`${name}: among ${most} in ${share} % of ${times.length}; ${middle} ms, 95 % within ${slow} ms`);
  for (const query of missed.slice(0, 3)) console.log(`    missed: ${query}`);
}
console.log("bytes, compressed:", JSON.stringify(bytes));
