// The bar above a list: what can be chosen, and what is. Only elements; what they do is filters.js' matter.
import { choiceOf, isActive, optionsOf, same, UNDATED } from "./choice.js";
import { button, element } from "./element.js";
import { gettext } from "./messages.js";

export class Bar {
  constructor() {
    const labels = { topic: gettext("Topic"), year: gettext("Year"), keyword: gettext("Keyword") };
    this.selects = Object.entries(labels).map(([name, label]) => element("select", { name, "aria-label": label }));
    this.box = element("input", { type: "checkbox", name: "code", value: "1" });
    this.code = element("label", {}, this.box, " ", element("span"));
    this.sort = element("select", { name: "sort", "aria-label": gettext("Order") });
    this.clear = button({ class: "more" }, gettext("Clear"));
    this.status = element("p", { role: "status" });
    const parts = [...this.selects, this.code, this.sort, this.clear, this.status];
    this.form = element("form", { "aria-label": gettext("Filter and sort") }, ...parts);
    this.element = element("details", {}, element("summary", {}, gettext("Filter and sort")), this.form);
    this.more = button({ class: "more", hidden: true }, gettext("Look further back"));
  }

  get choice() {
    return choiceOf(new FormData(this.form));
  }

  /** Offers only what narrows the list. Counts are said where the page knows all of the list's papers. */
  fill({ papers, names, isWhole, years }, choice) {
    const all = { topic: gettext("All topics"), year: gettext("All years"), keyword: gettext("All keywords") };
    for (const select of this.selects) {
      const facet = select.name;
      const found = optionsOf(facet, papers, choice, facet === "year" ? years : []);
      const options = found.map(([value, count]) => {
        const known = value === UNDATED ? gettext("Undated") : value;
        const name = names.has(value) ? `${value} ${names.get(value)}` : known;
        return new Option(isWhole ? `${name} (${count})` : name, value, false, same(value, choice[facet]));
      });
      select.replaceChildren(new Option(all[facet], "", false, !choice[facet]), ...options);
      select.hidden = !options.length;
    }
    const [coded] = optionsOf("code", papers, choice);
    this.code.hidden = !coded;
    this.box.checked = Boolean(choice.code);
    this.code.lastChild.textContent = `${gettext("With code")}${isWhole && coded ? ` (${coded[1]})` : ""}`;
    this.#fillSort(papers, choice);
    this.clear.hidden = !isActive(choice);
  }

  #fillSort(papers, { sort }) {
    const orders = [["", gettext("As listed")], ["date", gettext("Newest first")]];
    if (papers.some(({ score }) => score >= 0)) orders.push(["score", gettext("Highest score first")]);
    this.sort.replaceChildren(...orders.map(([value, name]) => new Option(name, value, false, value === sort)));
  }
}
