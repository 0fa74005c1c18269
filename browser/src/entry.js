// One paper among results: what themes/base/templates/entry.html says of a paper in a list.
import { element } from "./element.js";
import { termsIn } from "./hits.js";
import { day, gettext, ngettext, number } from "./messages.js";
import { cut } from "./words.js";

const BEFORE = 90; // signs of an abstract before its first match
const LONGEST_TEASER = 320;

/** `text` is the abstract, undefined while it is not there: then `complete` puts it in. */
export function entryOf({ document: paper, terms }, { root, level, text }) {
  const entry = element("li", { class: "entry", ...marksOf(paper) });
  const link = element("a", { href: root + paper.url, dir: "auto", lang: paper.language || undefined }, marked("title", paper.title, terms));
  entry.append(element(`h${level}`, { class: "title" }, link));
  if (paper.authors.length || paper.organisations.length) entry.append(people(paper, terms));
  const line = facts(paper, terms);
  if (line.hasChildNodes()) entry.append(line);
  const teaser = element("p", { class: "teaser", dir: "auto", lang: paper.language || undefined });
  entry.append(teaser);
  if (text !== undefined) complete(entry, text, terms);
  return entry;
}

/** Puts the abstract into an entry: its beginning, or what stands round the first match. */
export function complete(entry, text, terms) {
  const teaser = entry.querySelector(".teaser");
  if (text) teaser.replaceChildren(marked("abstract", excerpt(text, termsIn("abstract", terms)), terms));
  else teaser.remove();
}

function excerpt(text, terms) {
  let start = 0;
  for (const [piece, found] of cut(text, terms)) {
    if (found) break;
    start += piece.length;
  }
  if (start >= text.length || start < 2 * BEFORE) start = 0;
  else start = text.indexOf(" ", start - BEFORE) + 1;
  const end = text.length > start + LONGEST_TEASER ? text.lastIndexOf(" ", start + LONGEST_TEASER) : text.length;
  const last = end > start ? end : start + LONGEST_TEASER; // a text without spaces
  return `${start ? "… " : ""}${text.slice(start, last)}${last < text.length ? " …" : ""}`;
}

/** What scripts may know of an entry, as the macro `data` in entry.html says it. */
function marksOf({ id, added, date, score, code, topics, keywords }) {
  const marks = { "data-id": id, "data-added": added, "data-topics": topics.join("\n") };
  if (date) marks["data-date"] = date;
  if (score !== null) marks["data-score"] = score;
  if (code) marks["data-code"] = "";
  if (keywords.length) marks["data-keywords"] = keywords.join("\n");
  return marks;
}

function people({ authors, more, complete: all, organisations }, terms) {
  const line = element("p", { class: "people" });
  authors.forEach((name, i) => line.append(...(i ? [gettext(", ")] : []), markedName("authors", "", name, terms)));
  const others = ngettext("and %(num)s more", "and %(num)s more", more);
  if (more) line.append(" ", element("span", { class: "rest" }, others));
  if (authors.length && !all) line.append(" ", element("span", { class: "etal" }, gettext("et al.")));
  for (const name of organisations) line.append(" ", markedName("organisations", "organisation", name, terms));
  return line;
}

function markedName(field, classes, name, terms) {
  return element("span", { class: classes || undefined, dir: "auto" }, marked(field, name, terms));
}

function facts({ topics, date, added, code, score }, terms) {
  const line = element("p", { class: "facts" });
  const parts = topics.slice(0, 3).map((topic) => markedName("topics", "topic", topic, terms));
  if (date) parts.push(element("time", { datetime: date }, day(date)));
  else if (added) parts.push(addedOn(added));
  if (typeof code === "string") {
    parts.push(element("a", { class: "code", href: code, rel: "nofollow noopener" }, gettext("Code")));
  } else if (code) parts.push(element("span", { class: "code" }, gettext("Code")));
  if (score !== null) parts.push(scored(score));
  parts.forEach((part, i) => line.append(...(i ? [" ", part] : [part])));
  return line;
}

function addedOn(iso) {
  const [before, after] = gettext("added %(day)s", { day: "\n" }).split("\n");
  return element("span", { class: "added" }, before, element("time", { datetime: iso }, day(iso)), after ?? "");
}

function scored(score) {
  const figure = number(score);
  const mark = element("span", { class: "score", title: gettext("Score %(score)s of 100", { score: figure }) });
  const fill = element("span", { class: `fill w-${Math.round(Math.min(Math.max(score, 0), 100) / 5) * 5}` });
  const track = element("span", { class: "track" }, fill);
  mark.append(element("span", { class: "hidden" }, gettext("Score"), " "), figure, track);
  return mark;
}

function marked(field, text, terms) {
  const fragment = document.createDocumentFragment();
  for (const [piece, found] of cut(text, termsIn(field, terms))) fragment.append(found ? element("mark", {}, piece) : piece);
  return fragment;
}
