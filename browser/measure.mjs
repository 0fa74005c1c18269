// How well a built site's search finds what is known to be there, how long it takes, and what a first query loads:
//   node browser/measure.mjs output
//   node browser/measure.mjs output "a query" …    what these load
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Engine } from "./src/engine.js";
import { Parts } from "./src/parts.js";
import { Segments } from "./src/segments.js";
import { line, words } from "./src/words.js";

const SAMPLE = 500; // papers that are looked for
const IN_SIGHT = 8; // results whose abstracts are loaded
const site = process.argv[2] ?? "output";
const SEGMENTS = "search/segments.js"; // what names the others where words load, and otherwise manifest.js
let loaded;
globalThis.paperDigest = { load: (name, data) => (loaded = data) };

/** What the browser's script would be: loads files and counts their bytes, compressed. */
class Visit {
  bytes = { script: 0, manifest: 0, words: 0, columns: 0, rows: 0, texts: 0 };
  files = 0;

  constructor() {
    const load = async (name, address) => this.#read(name, address);
    this.isLunr = !existsSync(join(site, SEGMENTS));
    this.papers = this.isLunr ? new Parts("", "search/manifest.js", load) : new Segments("", SEGMENTS, load);
    this.engine = new Engine(this.papers);
    const script = `${this.isLunr ? "search" : "words"}.bundle.`;
    this.#count("script", sizeOf(`assets/${readdirSync(join(site, "assets")).find((name) => name.startsWith(script))}`));
  }

  #read(name, address) {
    const kind = name.match(/[a-z]+(?=[ .\w]*(?:\.js)?$)/)[0];
    const known = { range: "words", index: "words", facets: "columns", figures: "columns", papers: "rows" };
    this.#count(known[kind] ?? kind, sizeOf(address));
    return read(address).data;
  }

  #count(kind, size) {
    this.bytes[kind] += size;
    this.files += 1;
  }

  get total() {
    return Object.values(this.bytes).reduce((sum, size) => sum + size);
  }

  begin() {
    return this.papers.begin(() => {});
  }

  /** The answer that stands there when nothing more is loaded. */
  async find(text) {
    let left = this.papers.atOnce;
    for (;;) {
      const answer = this.engine.find(text);
      if (this.papers.waits) await this.papers.load();
      else if (answer?.pending.length && left > 0) {
        const some = answer.pending.slice(0, left);
        left -= some.length;
        await this.papers.look(some, answer.deep);
      } else if (answer && this.papers.rest && answer.results.length < 20) await this.further();
      else return answer;
    }
  }

  further() {
    this.papers.more();
    return this.begin();
  }
}

function read(address) {
  new Function(readFileSync(join(site, address), "utf8"))();
  return { data: loaded };
}

function sizeOf(address) {
  return gzipSync(readFileSync(join(site, address))).length;
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


const visit = new Visit();
const { papers } = visit;
await visit.begin();
while (papers.rest) await visit.further();
const wanted = Math.min(papers.size, SAMPLE);
const sample = Array.from({ length: wanted }, (_, i) => Math.floor((i * papers.size) / wanted));
papers.need("rows", sample);
if (papers.waits) await papers.load();
await papers.texts.load(sample.map((ref) => papers.at(ref)));

function textOf(paper) {
  return papers.texts.of(paper);
}

const asked = process.argv.slice(3);
for (const [name, [most, queryOf]] of Object.entries(asked.length ? {} : QUERIES)) {
  const times = [];
  const missed = [];
  for (const paper of sample.map((ref) => papers.at(ref))) {
    const query = queryOf(paper).slice(0, 300);
    if (!line(query).trim()) continue;
    const start = performance.now();
    const { results } = await visit.find(query);
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

const titles = sample.slice(0, 200).map((ref) => words(papers.at(ref).title).flat().filter((word) => /^[a-z]{5,}$/.test(word)));
const usual = titles.filter(({ length }) => length > 2).flatMap((title) => [title[0], title.slice(0, 2).join(" "), title.slice(0, 3).join(" ")]);
const first = [];
for (const query of asked.length ? asked : usual) {
  const cold = new Visit();
  await cold.begin();
  const { results } = await cold.find(query);
  await cold.papers.texts.load(results.slice(0, IN_SIGHT).map(({ document }) => document));
  first.push([cold.total, cold.files, query, cold.bytes, results.length]);
}
first.sort(([a], [b]) => a - b);
for (const [name, place] of [["least", 0], ["middle", 0.5], ["95 %", 0.95], ["most", 1]]) {
  const [bytes, files, query, parts, count] = first[Math.min(first.length - 1, Math.floor(first.length * place))];
  const each = Object.entries(parts).map(([kind, size]) => `${kind} ${size}`).join(", ");
  console.log(`first query, ${name} of ${first.length}: ${bytes} bytes compressed in ${files} files (${each}); ${count} papers, “${query}”`);
}
