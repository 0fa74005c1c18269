// What the system says, the other scheme, the same one by choice: a button goes round them in this order, so that its
// first press changes what is seen. The choice is kept in this browser.

import { gettext } from "./messages.js";

const KEY = "paper-digest-theme"; // themes/base/assets/theme.js reads it too

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
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const schemes = isDark ? ["system", "light", "dark"] : ["system", "dark", "light"];
    const next = schemes[(schemes.indexOf(name()) + 1) % 3];
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
