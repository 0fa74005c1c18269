// A site opened from file:// has no server that finds index.html in a folder, so links must name it.

/** "../topics/#a" → "../topics/index.html#a" on file://; other addresses stay. */
export function addressFromFile(address) {
  if (location.protocol !== "file:") return address;
  return address.replace(/^([^?#:]*\/|)(?=[?#]|$)/, (path) => (path ? `${path}index.html` : path));
}

/** Mends the links and forms below `root`, those of results too. */
export function linksFromFile(root) {
  if (location.protocol !== "file:") return;
  for (const [selector, name] of [["a[href]", "href"], ["form[action]", "action"]]) {
    for (const element of root.querySelectorAll(selector)) {
      element.setAttribute(name, addressFromFile(element.getAttribute(name)));
    }
  }
}
