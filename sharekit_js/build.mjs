// Builds the page client into classic scripts: node build.mjs [--check] [--sizes]
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";

/** Bytes that each script may have, and both together, compressed by brotli. */
const BARS = { "sharekit.js": 2000, "copy.js": 1100 };
const BAR_OF_ALL = 3000;

/** What a site asks for by name: the watch for swapped pages, and the module for its own scripts. */
const ON_REQUEST = ["swaps.js", "module.js"];

/** What terser may take for granted here; it saves 2 % over esbuild's own minifier. */
const MINIFY = {
  ecma: 2022,
  compress: {
    passes: 3,
    unsafe: true,
    unsafe_arrows: true,
    pure_getters: true,
    keep_fargs: false,
    // From 3 on it may unwrap a script: its variables would be the page's, new at each evaluation.
    inline: 2,
  },
};

const source = fileURLToPath(new URL("src", import.meta.url));
const target = fileURLToPath(new URL("../sharekit/static/sharekit", import.meta.url));

/** Returns the scripts as name and text, without writing them. */
async function bundle() {
  const names = [...Object.keys(BARS), ...ON_REQUEST];
  return Promise.all(
    names.map(async (name) => {
      const isModule = name === "module.js";
      const { outputFiles } = await build({
        entryPoints: [`${source}/${name}`],
        outdir: target,
        bundle: true,
        minifySyntax: true,
        format: isModule ? "esm" : "iife",
        target: "es2022",
        charset: "utf8",
        write: false,
      });
      const [{ path, text }] = outputFiles;
      // Nothing here means anything else in sloppy mode, and the directive takes 10 bytes of each.
      const { code } = await minify(text.replace(/^"use strict";/, ""), {
        ...MINIFY,
        module: isModule,
      });
      return { path, name, text: code };
    }),
  );
}

/** Says a line and makes the run fail. */
function fail(line) {
  console.error(line);
  process.exitCode = 1;
}

const scripts = await bundle();
let all = 0;
for (const { path, name, text } of scripts) {
  if (!process.argv.includes("--check")) await writeFile(path, text);
  else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
    fail(`sharekit/static/sharekit/${name} is stale: run \`npm run build\` in sharekit_js.`);
  }
  if (process.argv.includes("--sizes")) {
    const size = brotliCompressSync(text).length;
    if (!BARS[name]) {
      console.log(`${name}: ${size} bytes brotli, only where a site asks for it`);
      continue;
    }
    all += size;
    console.log(`${name}: ${size} bytes brotli, ${BARS[name]} allowed`);
    if (size > BARS[name]) fail(`${name} is ${size - BARS[name]} bytes too large.`);
  }
}
if (all) console.log(`together: ${all} bytes brotli, ${BAR_OF_ALL} allowed`);
if (all > BAR_OF_ALL) fail(`Together they are ${all - BAR_OF_ALL} bytes too large.`);
