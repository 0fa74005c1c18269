// What the keys of keys.js do, and whether they are wanted.
import { button, element } from "./element.js";
import { gettext } from "./messages.js";

export function explain(store) {
  if (document.querySelector("dialog.keys")) return; // asked twice while this was loading
  const dialog = element("dialog", { class: "keys", "aria-labelledby": "keys-heading" });
  const wanted = element("input", { type: "checkbox", id: "keys-wanted" });
  const close = button({ class: "more" }, gettext("Close"));
  wanted.checked = store.keys;
  wanted.addEventListener("change", () => store.change((kept) => (kept.keys = wanted.checked)));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(
    element("h2", { id: "keys-heading" }, gettext("Keys")),
    keyList(),
    element("p", {}, wanted, " ", element("label", { for: "keys-wanted" }, gettext("Use these keys"))),
    close,
  );
  document.body.append(dialog);
  dialog.showModal();
}

function keyList() {
  const list = element("dl");
  const rows = [
    [["/"], gettext("Search")],
    [["j", "k"], gettext("Next and previous paper")],
    [["o"], gettext("Open the paper")],
    [["s"], gettext("Star it")],
    [["r"], gettext("Mark it as read")],
    [["h"], gettext("Hide it")],
    [["?"], gettext("Show these keys")],
  ];
  for (const [keys, meaning] of rows) {
    const names = keys.flatMap((key) => [" ", element("kbd", {}, key)]).slice(1);
    list.append(element("div", {}, element("dt", {}, ...names), element("dd", {}, meaning)));
  }
  return list;
}
