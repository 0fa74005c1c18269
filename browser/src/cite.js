// Buttons that copy a citation (themes/base/templates/cite.html). They are shown by this script, which they need.
//   <p class="copies" hidden> <button data-copy="id of the text"> … <span role="status">
import { gettext } from "./messages.js";

export function offerCopies() {
  const row = document.querySelector(".copies");
  if (!row) return;
  const status = row.querySelector('[role="status"]');
  row.hidden = false;
  row.addEventListener("click", async ({ target }) => {
    const text = document.getElementById(target.dataset?.copy ?? "");
    if (!text) return;
    status.textContent = "";
    status.textContent = (await copied(text)) ? gettext("Copied") : gettext("Selected; copy it with your keys");
  });
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    return true;
  } catch {
    return copiedSelection(text); // a page without TLS has no clipboard, and some browsers refuse
  }
}

function copiedSelection(text) {
  const folded = text.closest("details");
  if (folded) folded.open = true;
  getSelection().selectAllChildren(text);
  return document.execCommand("copy");
}
