// The bar above a list: what can be chosen, and what is. Only elements; what they do is filters.js' matter.
import { gettext, number } from "./messages.js";
import { FACETS, isActive, optionsOf, same } from "./choice.js";

export class Bar {
  constructor() {
    const labels = { topic: gettext("Topic"), year: gettext("Year"), keyword: gettext("Keyword") };
    this.selects = Object.entries(labels).map(([name, label]) => element("select", { name, ariaLabel: label }));
    this.box = element("input", { type: "checkbox", name: "code", value: "1" });
    this.code = element("label", {}, this.box, " ", element("span"));
    this.sort = element("select", { name: "sort", ariaLabel: gettext("Order") });
    this.clear = element("button", { type: "button", className: "more" }, gettext("Clear"));
    this.status = element("p", { role: "status" });
    const parts = [...this.selects, this.code, this.sort, this.clear, this.status];
    this.form = element("form", { ariaLabel: gettext("Filter and sort") }, ...parts);
    this.element = element("details", {}, element("summary", {}, gettext("Filter and sort")), this.form);
    this.more = element("button", { type: "button", className: "more", hidden: true }, gettext("Look further back"));
  }

  get choice() {
    const said = new FormData(this.form);
    return Object.fromEntries([...FACETS, "sort"].map((name) => [name, said.get(name) ?? ""]));
  }

  /** Offers only what narrows the list. Counts are said where the page knows all of the list's papers. */
  fill({ papers, names, isWhole, years }, choice) {
    const all = { topic: gettext("All topics"), year: gettext("All years"), keyword: gettext("All keywords") };
    for (const select of this.selects) {
      const facet = select.name;
      const found = optionsOf(facet, papers, choice, facet === "year" ? years : []);
      const options = found.map(([value, count]) => {
        const name = facet === "topic" && names.has(value) ? `${value} ${names.get(value)}` : value;
        return option(value, isWhole ? `${name} (${number(count)})` : name, same(value, choice[facet]));
      });
      select.replaceChildren(option("", all[facet], !choice[facet]), ...options);
      select.hidden = !options.length;
    }
    const [coded] = optionsOf("code", papers, choice);
    this.code.hidden = !coded;
    this.box.checked = Boolean(choice.code);
    const num = coded?.[1] ?? 0;
    this.code.lastChild.textContent = isWhole ? gettext("With code (%(num)s)", { num }) : gettext("With code");
    this.#fillSort(papers, choice);
    this.clear.hidden = !isActive(choice);
  }

  #fillSort(papers, { sort }) {
    const orders = [["", gettext("As listed")], ["date", gettext("Newest first")], ["score", gettext("Highest score first")]];
    this.sort.replaceChildren(...orders.map(([value, name]) => option(value, name, value === sort)));
    this.sort.hidden = !papers.some(({ score }) => score >= 0);
  }
}

function element(name, attributes, ...content) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...content);
  return made;
}

function option(value, text, selected) {
  return element("option", { value, selected }, text);
}
