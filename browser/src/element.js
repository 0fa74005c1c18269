// Makes elements. Only attributes and text nodes are made of data, never markup.

const ICON = '<svg class="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path d="%"/></svg>';
const ICONS = {
  starred: "m12 3.6 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8Z",
  read: "m4.5 12.5 5 5 10-11",
  hidden: "M3 12s3-6 9-6 9 6 9 6-3 6-9 6-9-6-9-6ZM4 20 20 4",
};

/** An element with attributes and children; an attribute that is false or undefined is left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export function button(attributes, ...children) {
  return element("button", { type: "button", ...attributes }, ...children);
}

/** A button that leads on. */
export function further(text, act, kind = "more") {
  const made = button({ class: kind }, text);
  made.addEventListener("click", act);
  return made;
}

/** A line icon like those of themes/base/templates/icons.html. */
export function icon(name) {
  const box = element("template");
  box.innerHTML = ICON.replace("%", ICONS[name]);
  return box.content;
}

/** Says something to those who do not see it. */
export function say(text) {
  let place = document.querySelector("[data-said]");
  if (!place) {
    place = element("p", { class: "hidden", role: "status", "data-said": true });
    document.body.append(place);
  }
  place.textContent = "";
  setTimeout(() => (place.textContent = text), 100); // what is there from the start is not read aloud
}
