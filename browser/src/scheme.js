// Light, dark, or what the system says: a button goes round them, and the choice is kept in this browser.

import { gettext } from "./messages.js";

const KEY = "paper-digest-theme"; // themes/base/assets/theme.js reads it too
const SCHEMES = ["system", "light", "dark"];

export function offerSchemes(page, button) {
  if (!button) return;
  const told = {
    system: gettext("Colour scheme: system"),
    light: gettext("Colour scheme: light"),
    dark: gettext("Colour scheme: dark"),
  };
  const name = () => page.dataset.theme ?? "system";
  const tell = () => {
    button.setAttribute("aria-label", told[name()]);
    button.title = told[name()];
  };
  button.addEventListener("click", () => {
    const next = SCHEMES[(SCHEMES.indexOf(name()) + 1) % SCHEMES.length];
    if (next === "system") delete page.dataset.theme;
    else page.dataset.theme = next;
    keep(next);
    tell();
  });
  tell();
  button.hidden = false;
}

function keep(scheme) {
  try {
    if (scheme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, scheme);
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}
