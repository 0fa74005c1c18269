// What a reader keeps in this browser: marks by paper, rules, the last visit, whether keys are wanted. One entry of
// localStorage for each site: another digest on the same host has its own.
//
// Nothing in storage is trusted; what is no mark or rule is left out. Where there is no storage, or no room in it,
// what is changed lasts as long as the page, and `change` says so.
import { faultOf, isDay } from "./checks.js";
import { parse } from "./clean.js";
import { MOST_RULES, VERSION } from "./format.js";

const AWAY = 4 * 3600_000; // milliseconds without a page after which the next one begins a new visit
const OFTEN = 5 * 60_000; // the time of a visit need not be written more often

export class Store {
  #key;
  #lasts = true; // false once a change could not be kept: then memory knows more than storage
  #listeners = [];

  constructor(rootPath) {
    this.#key = `paper-digest/${VERSION}${rootPath}`;
    this.#load();
    addEventListener("storage", ({ key }) => (key === null || key === this.#key) && this.#changed()); // another tab
    addEventListener("pageshow", ({ persisted }) => persisted && this.#changed());
  }

  /** The key of a "mark" or "rule" that is wrong or missing, undefined when it may be kept. */
  faultOf(kind, value) {
    return faultOf(kind, value);
  }

  mark(id) {
    return this.marks.get(id) ?? {};
  }

  get starred() {
    return [...this.marks.values()].filter((mark) => mark.starred);
  }

  /** Calls `listener` after every change, whoever made it; with the paper's id when only its marks have changed. */
  listen(listener) {
    this.#listeners.push(listener);
  }

  tell(id) {
    for (const listener of this.#listeners) listener(id);
  }

  /** Lets `edit(this)` change marks (of `id` alone?), rules or keys; false when that lasts only as long as the page. */
  change(edit, id) {
    if (this.#lasts) this.#load(); // another tab may have written meanwhile
    edit(this);
    this.#lasts = this.#save();
    this.tell(id);
    return this.#lasts;
  }

  /** Sets or takes away "starred", "read" or "hidden"; `paper` is what the page of starred papers shows. */
  toggle(kind, { id, ...paper }) {
    return this.change(({ marks }) => {
      const { [kind]: was, ...mark } = marks.get(id) ?? { id };
      if (kind === "starred") for (const key of Object.keys(paper)) delete mark[key];
      if (!was) Object.assign(mark, kind === "starred" ? { ...paper, starred: new Date().toISOString() } : { [kind]: true });
      if (mark.starred || mark.read || mark.hidden) marks.set(id, mark);
      else marks.delete(id);
    }, id);
  }

  /**
   * Takes part in a visit: `newest` is the latest day of adding on this page. Returns the newest one that was met in
   * the visits before; what was added later is new. "" on the first visit, when nothing is.
   */
  visit(newest, now = Date.now()) {
    const { at = 0, seen = "", since = "" } = this.visited;
    const latest = new Date(now + 86_400_000).toISOString().slice(0, 10); // a day ahead: somewhere it is tomorrow
    const next = { at, seen: newest > seen && newest <= latest ? newest : seen, since: now - at > AWAY ? seen : since };
    if (now - at > OFTEN || at > now) next.at = now;
    if (next.at !== at || next.seen !== seen) {
      if (this.#lasts) this.#load();
      this.visited = next;
      this.#lasts = this.#save();
    }
    return next.since;
  }

  #changed() {
    if (this.#lasts) this.#load();
    this.tell();
  }

  #load() {
    let kept = {};
    try {
      kept = Object(parse(localStorage.getItem(this.#key)));
    } catch {
      // no storage, or something else lies in it
    }
    this.marks = goodOnes("mark", "id", kept.marks);
    this.rules = [...goodOnes("rule", "name", kept.rules).values()].slice(0, MOST_RULES);
    this.keys = kept.keys !== false;
    this.visited = isVisit(kept.visited) ? kept.visited : {};
  }

  #save() {
    const { rules, keys, visited } = this;
    try {
      localStorage.setItem(this.#key, JSON.stringify({ marks: [...this.marks.values()], rules, keys, visited }));
      return true;
    } catch {
      return false; // switched off, or full
    }
  }
}

/** The marks or rules of a list, each under its id or name. */
function goodOnes(kind, key, list) {
  const good = (Array.isArray(list) ? list : []).filter((value) => !faultOf(kind, value));
  return new Map(good.map((value) => [value[key], value]));
}

function isVisit(value) {
  const isDayOrNone = (text) => text === "" || isDay(text);
  return Number.isFinite(value?.at) && isDayOrNone(value.seen) && isDayOrNone(value.since);
}

/** Where the site's root lies in this host's paths: what tells one site from another. */
export function rootPath() {
  return new URL(document.documentElement.dataset.root, location.href).pathname.replace(/index\.html$/, "");
}
