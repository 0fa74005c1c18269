// What scripts say. English stands in the source; on sites in another language its words stand at the head of each
// bundle (generator/outputs/script.py). Numbers are printed as the page's language does.

const { lang } = document.documentElement;
// English as the pages print it: "28 May 2026"; elsewhere digits as on the pages, not those of the country
const LOCALE = /^en\b/i.test(lang) || !lang ? "en-GB" : `${lang}-u-nu-latn`;
const formats = {}; // to make one takes a millisecond, and the first of a kind many
const known = (window.paperDigestWords ??= {}); // a later bundle adds its own

/** The message in the page's language, with %(name)s replaced by the values. */
export function gettext(message, values) {
  return fill(known[message] ?? message, values);
}

/** The form of the message that goes with `count`, which %(num)s prints. */
export function ngettext(one, many, count, values) {
  const forms = known[one];
  const form = forms ? (forms[rule(count)] ?? forms.other) : count === 1 ? one : many;
  return fill(form, { num: count, ...values });
}

/** A figure as the language prints it; of a fraction one place, as on the pages. */
export function number(value) {
  const places = Number.isInteger(value) ? 0 : 1;
  const options = { minimumFractionDigits: places, maximumFractionDigits: places };
  return format(places, () => new Intl.NumberFormat(LOCALE, options)).format(value);
}

/** "2026-05-28" → "28 May 2026" */
export function day(iso) {
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return format("day", () => new Intl.DateTimeFormat(LOCALE, options)).format(new Date(`${iso}T00:00Z`));
}

function rule(count) {
  return format("rule", () => new Intl.PluralRules(lang)).select(count);
}

function format(name, make) {
  return (formats[name] ??= make());
}

function fill(message, values = {}) {
  return message.replace(/%\((\w+)\)s|%%/g, (found, name) => {
    if (!name) return "%";
    return typeof values[name] === "number" ? number(values[name]) : (values[name] ?? found);
  });
}
