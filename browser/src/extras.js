// What few readers use, and most pages therefore come without: rules, and what the keys are. site.js loads it when it
// is asked for.
import { explain } from "./help.js";
import { catcher } from "./rules.js";

window.paperDigest.found = { catcher, explain };
