// Search of a small site: loads lunr's index of it. Loaded by site.js when somebody is about to search.
import { Parts } from "./parts.js";
import { start } from "./searching.js";

const { root, manifest } = document.documentElement.dataset;
start(new Parts(root, manifest));
