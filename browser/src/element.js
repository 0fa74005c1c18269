// Makes elements of data: only text nodes and attributes, never markup.

export function element(name, classes, attributes = {}, ...content) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}
