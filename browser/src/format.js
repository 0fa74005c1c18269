// The files in which a reader takes marks and rules along: docs/reader.schema.json.
import { clean, parse } from "./clean.js";
import { gettext } from "./messages.js";

export const VERSION = 1;
export const MOST_RULES = 100;
const MOST_MARKS = 20_000;

/** The marks and rules of a file. Throws an Error that says what is wrong with it. `faultOf` is that of checks.js. */
export function readFile(text, faultOf) {
  const data = parsed(text.replace(/^\ufeff/, ""));
  if (!data?.marks && !data?.rules) throw new Error(gettext("It holds neither marks nor rules."));
  if (data.version !== VERSION) throw new Error(gettext("It is of another version than 1."));
  const name = Object.keys(data).find((key) => !["version", "marks", "rules"].includes(key));
  if (name) throw new Error(gettext("It has an unknown part: %(name)s.", { name: clean(name).slice(0, 40) }));
  const { marks = [], rules = [] } = data;
  check(marks, MOST_MARKS, (mark) => faultOf("mark", mark), (place) => gettext("Mark %(place)s", { place }));
  check(rules, MOST_RULES, (rule) => faultOf("rule", rule), (place) => gettext("Rule %(place)s", { place }));
  const names = new Set(rules.map((rule) => rule.name));
  if (names.size < rules.length) throw new Error(gettext("Two rules have one name."));
  return { marks, rules };
}

/** The text of a file with these marks and rules; without marks it is a file of rules. */
export function fileText(rules, marks) {
  return `${JSON.stringify({ version: VERSION, ...(marks && { marks }), rules }, undefined, 2)}\n`;
}

function parsed(text) {
  try {
    return parse(text);
  } catch {
    throw new Error(gettext("It is not JSON."));
  }
}

function check(list, most, fault, named) {
  if (!Array.isArray(list) || list.length > most) throw new Error(gettext("It holds too much, or no list."));
  list.forEach((value, i) => {
    const key = fault(value);
    if (!key) return;
    const said = gettext("%(key)s is wrong or missing.", { key: `“${clean(key).slice(0, 40)}”` });
    throw new Error(`${named(i + 1)}: ${said}`);
  });
}
