// Lists dense or comfortable: a button changes it, and the choice is kept in this browser. The theme's option
// (data-density of <html> as the page comes) stands until somebody chooses.

const KEY = "paper-digest-density"; // themes/base/assets/theme.js reads it too

export function offerDensities(page, button) {
  if (!button) return;
  const tell = () => button.setAttribute("aria-pressed", String(page.dataset.density === "dense"));
  button.addEventListener("click", () => {
    page.dataset.density = page.dataset.density === "dense" ? "comfortable" : "dense";
    try {
      localStorage.setItem(KEY, page.dataset.density);
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
    tell();
  });
  tell();
  button.hidden = false;
}
