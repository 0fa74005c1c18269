// Files of citations, made in the browser of the files that each paper's page has beside it.
import { save } from "./save.js";

const AT_ONCE = 6; // requests
const FORMATS = {
  // name: what a file of this kind looks like, and its type
  bib: [/^\s*@/m, "application/x-bibtex"],
  ris: [/^TY {2}-/m, "application/x-research-info-systems"],
  json: [/^\s*[[{]/, "application/json"],
  md: [/^(?!\s*<!doctype)/i, "text/markdown"],
};

/** Fetches the citations of these papers: { text, failed }. `told(done)` hears how far it is. */
export async function collect(papers, format, root, told) {
  const texts = new Array(papers.length);
  const waiting = papers.keys();
  let done = 0;
  const work = async () => {
    for (const i of waiting) {
      texts[i] = await citation(papers[i], format, root);
      told(++done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const failed = papers.filter((_, i) => texts[i] === undefined);
  return { text: joined(texts.filter((text) => text !== undefined), format), failed };
}

export function saveCitations(text, format) {
  save(`starred.${format}`, text, FORMATS[format][1]);
}

/** A list of papers in Markdown, made of what is kept of them: for pages opened from files, which cannot fetch. */
export function markdown(papers, base) {
  const line = ({ title, authors, day, url }) =>
    `- [${escaped(title)}](${new URL(url, base).href})${authors ? `, ${escaped(authors)}` : ""}, ${day}\n`;
  return papers.map(line).join("");
}

async function citation({ url }, format, root) {
  const slug = url.split("/").at(-2);
  try {
    const response = await fetch(`${root}${url}${slug}.${format}`);
    const text = response.ok ? await response.text() : "";
    if (!text || !FORMATS[format][0].test(text)) return undefined; // some hosts answer with a page
    return format === "json" ? [JSON.parse(text)].flat() : text.trim();
  } catch {
    return undefined;
  }
}

function joined(texts, format) {
  if (format === "json") return `${JSON.stringify(texts.flat(), undefined, 2)}\n`;
  return texts.map((text) => `${text}\n`).join(format === "md" ? "" : "\n");
}

function escaped(text) {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>&$|~#]/g, "\\$&");
}
