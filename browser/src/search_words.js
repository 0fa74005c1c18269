// Search of a large site: loads the words that are asked for. Loaded by site.js when somebody is about to search.
import { Segments } from "./segments.js";
import { start } from "./searching.js";

const { root, manifest } = document.documentElement.dataset;
start(new Segments(root, manifest));
