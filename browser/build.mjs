// Bundle the site's scripts into themes/base/assets: npm run build
import { build } from "esbuild";
import { readFile } from "node:fs/promises";

const OPTIONS = {
  outdir: "../themes/base/assets",
  entryNames: "[name].bundle",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "eof",
  logLevel: "warning",
};

/** The modules that site.bundle.js, which runs before the others, hands on to them: src/shared.js. */
const shared = {
  name: "shared",
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/(element|messages)\.js$/ }, async ({ path }) => {
      const names = [...(await readFile(path, "utf8")).matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
      return { contents: `export const { ${names.join(", ")} } = window.paperDigest.shared;` };
    });
  },
};

/** Of lunr only its stemmer. */
const stemmer = {
  name: "stemmer",
  setup({ onLoad }) {
    onLoad({ filter: /\/lunr\/lunr\.js$/ }, async ({ path }) => {
      const code = await readFile(new URL("lib/stemmer.js", `file://${path}`), "utf8");
      return { contents: `const lunr = { Pipeline: { registerFunction() {} } };\n${code}\nexport default lunr;` };
    });
  },
};

await build({ ...OPTIONS, entryPoints: { site: "src/site.js" } });
await build({
  ...OPTIONS,
  entryPoints: { search: "src/search.js", starred: "src/starred.js", rules: "src/ruleform.js", filters: "src/filters.js", extras: "src/extras.js" },
  plugins: [shared],
});
await build({ ...OPTIONS, entryPoints: { words: "src/search_words.js" }, plugins: [shared, stemmer] });
