// What would narrow results, counted: topics, years, code, keywords, authors.

const MOST = 8;
const FACETS = [
  ["topic", ({ topics }) => topics],
  ["year", ({ date }) => date && [date.slice(0, 4)]],
  ["code", ({ code }) => code && ["yes"]],
  ["keyword", ({ keywords }) => keywords],
  ["author", ({ authors }) => authors],
];

/**
 * [field, [[value, count], …]] for each facet that has a choice: only values that some results have and others
 * have not; of keywords and authors those of two papers or more; the most frequent first, years newest first.
 * What is not known of all results is left out.
 */
export function countFacets(results) {
  const known = FACETS.filter(([, valuesOf]) => results.every(({ document }) => valuesOf(document) !== undefined));
  return known.map(([field, valuesOf]) => {
    const counts = new Map();
    for (const { document } of results) {
      for (const value of new Set(valuesOf(document) || [])) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const fewest = ["keyword", "author"].includes(field) ? 2 : 1;
    const values = [...counts].filter(([, count]) => count >= fewest && count < results.length);
    values.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const shown = values.slice(0, MOST);
    if (field === "year") shown.sort((a, b) => (a[0] < b[0] ? 1 : -1));
    return [field, shown];
  }).filter(([, values]) => values.length);
}
