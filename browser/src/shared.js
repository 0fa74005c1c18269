// What site.bundle.js hands on to the page's other scripts, so that nobody loads it twice: all that element.js and
// messages.js export. browser/build.mjs puts it in the place of those modules.
import { button, element, further, icon, say } from "./element.js";
import { day, gettext, ngettext, number } from "./messages.js";

export const shared = { button, element, further, icon, say, day, gettext, ngettext, number };
