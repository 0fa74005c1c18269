// Bundle the site's scripts into themes/base/assets: npm run build
import { build } from "esbuild";

await build({
  entryPoints: { site: "src/site.js", search: "src/search.js", starred: "src/starred.js", rules: "src/ruleform.js", filters: "src/filters.js" },
  outdir: "../themes/base/assets",
  entryNames: "[name].bundle",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "eof",
  logLevel: "warning",
});
