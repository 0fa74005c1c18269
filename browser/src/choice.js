// What a reader chose above a list, and what that leaves. Pure: papers and a choice in, values out.
//
// A choice is { topic, year, keyword, code, sort }, each text or ""; a paper has a list of values for each facet.

const FACETS = ["topic", "year", "keyword", "code"];
const SORTS = { date: (a, b) => b.day.localeCompare(a.day), score: (a, b) => b.score - a.score };
export const UNDATED = "undated"; // the year of a paper without a date
const MOST_OPTIONS = 60;
const LONGEST = 200; // characters of a value in an address

/** The choice that an address or a form tells; "" tells none. */
export function choiceOf(said) {
  const asked = new URLSearchParams(said);
  const choice = Object.fromEntries(FACETS.map((facet) => [facet, asked.get(facet)?.slice(0, LONGEST) ?? ""]));
  const sort = asked.get("sort");
  return { ...choice, code: choice.code && "1", sort: Object.hasOwn(SORTS, sort) ? sort : "" };
}

/** The address with this choice and everything else that it says. */
export function toAddress(href, choice) {
  const address = new URL(href);
  for (const [name, value] of Object.entries(choice)) {
    address.searchParams.delete(name);
    if (value) address.searchParams.set(name, value);
  }
  return address;
}

export function isActive(choice) {
  return Object.values(choice).some(Boolean);
}

export function sorted(papers, { sort }) {
  return sort ? [...papers].sort(SORTS[sort]) : papers;
}

/** The papers that fit, but for one facet that is left out of account. */
export function fitting(papers, choice, except) {
  const facets = FACETS.filter((facet) => facet !== except && choice[facet]);
  return papers.filter((paper) => facets.every((facet) => paper[facet].some((value) => same(value, choice[facet]))));
}

/**
 * The values of a facet that would narrow what the other facets leave, with their counts: years newest first, others
 * most papers first. The chosen one is always among them, and so are `more` values that nobody has counted.
 */
export function optionsOf(facet, papers, choice, more = []) {
  const left = fitting(papers, choice, facet);
  const counts = new Map();
  for (const paper of left) for (const value of paper[facet]) counts.set(value, (counts.get(value) ?? 0) + 1);
  const chosen = choice[facet];
  for (const value of chosen ? [...more, chosen] : more) {
    if (![...counts.keys()].some((known) => same(known, value))) counts.set(value, 0);
  }
  const options = [...counts].filter(([value, count]) => more.length || count < left.length || same(value, chosen));
  if (facet === "year") return options.sort(([a], [b]) => b.localeCompare(a));
  return options.sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).slice(0, MOST_OPTIONS);
}

export function same(one, other) {
  return one.toLowerCase() === other.toLowerCase();
}
