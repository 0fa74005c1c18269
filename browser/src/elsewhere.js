// What stands on other pages of the site, brought to this one.

/** Fetches a page. Throws when it cannot be had. */
export async function pageAt(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  // Parsed, not run: a document made so executes no script.
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** A copy for this page of a part of another one; its links lead to where they led there. */
export function adopted(part, from) {
  const node = document.importNode(part, true);
  for (const link of node.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), from).href;
  return node;
}
