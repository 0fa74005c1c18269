// The bar above a list: what can be chosen, and what is. Only elements; what they do is filters.js' matter.
import { gettext } from "./messages.js";
import { choiceOf, isActive, optionsOf, same } from "./choice.js";

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
    return choiceOf(new FormData(this.form));
  }

  /** Offers only what narrows the list. Counts are said where the page knows all of the list's papers. */
  fill({ papers, names, isWhole, years }, choice) {
    const all = { topic: gettext("All topics"), year: gettext("All years"), keyword: gettext("All keywords") };
    for (const select of this.selects) {
      const facet = select.name;
      const found = optionsOf(facet, papers, choice, facet === "year" ? years : []);
      const options = found.map(([value, count]) => {
        const name = facet === "topic" && names.has(value) ? `${value} ${names.get(value)}` : value;
        return option(value, isWhole ? `${name} (${count})` : name, same(value, choice[facet]));
      });
      select.replaceChildren(option("", all[facet], !choice[facet]), ...options);
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
