// A long list holds the abstracts of its first papers; the fold of each other one leads to its page (macro `abstract`
// in entry.html). Once opened, the abstract comes from there; where it cannot be fetched, the link stays.
import { adopted, pageAt } from "./elsewhere.js";

document.addEventListener("toggle", async ({ target }) => {
  const url = target.querySelector("[data-rest]")?.href;
  const page = url && (await pageAt(url).catch(() => undefined));
  const abstract = page?.querySelector(".abstract-full");
  if (abstract) target.querySelector(".prose").replaceChildren(...adopted(abstract, url).childNodes);
}, true); // a toggle does not bubble
