// Hits: Maps of a paper's number to { weight, slips, terms }. How they are put together. Terms that were asked of one
// field alone have its name before them: "authors:li".

export function noHit() {
  return { weight: 0, slips: 0, terms: new Set() };
}

export function sum(a, b) {
  return { weight: a.weight + b.weight, slips: a.slips + b.slips, terms: new Set([...a.terms, ...b.terms]) };
}

/** Papers of both; of `b` when there is no `a` yet. */
export function both(a, b) {
  if (!a) return new Map(b);
  const found = new Map();
  for (const [ref, hit] of a) if (b.has(ref)) found.set(ref, sum(hit, b.get(ref)));
  return found;
}

/** Papers of `a`, and those that only `b` has. */
export function either(a, b) {
  const found = new Map(a);
  for (const [ref, hit] of b) if (!found.has(ref)) found.set(ref, hit);
  return found;
}

/** The terms to mark in the text of a field. */
export function termsIn(field, terms) {
  return new Set([...terms].map((term) => (term.startsWith(`${field}:`) ? term.slice(field.length + 1) : term)));
}

/** Stop words bring papers forward, but they are not marked. */
export function help(found, extra) {
  for (const [ref, hit] of extra) if (found.has(ref)) found.get(ref).weight += hit.weight;
}
