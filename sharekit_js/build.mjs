// Builds the page client into classic scripts: node build.mjs [--check] [--sizes]
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

/** Bytes that each script may have, compressed by brotli; DESIGN and README name the same figures. */
const BARS = { "sharekit.js": 2000, "copy.js": 1100 };

const source = fileURLToPath(new URL("src", import.meta.url));
const target = fileURLToPath(new URL("../sharekit/static/sharekit", import.meta.url));

/** Returns the scripts as name and text, without writing them. */
async function bundle() {
  const { outputFiles } = await build({
    entryPoints: Object.keys(BARS).map((name) => `${source}/${name}`),
    outdir: target,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    write: false,
  });
  // Nothing here means anything else in sloppy mode, and the directive takes 10 bytes of each.
  return outputFiles.map(({ path, text }) => ({
    path,
    name: basename(path),
    text: text.replace(/^"use strict";/, ""),
  }));
}

/** Says a line and makes the run fail. */
function fail(line) {
  console.error(line);
  process.exitCode = 1;
}

const scripts = await bundle();
for (const { path, name, text } of scripts) {
  if (!process.argv.includes("--check")) await writeFile(path, text);
  else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
    fail(`sharekit/static/sharekit/${name} is stale: run \`npm run build\` in sharekit_js.`);
  }
  if (process.argv.includes("--sizes")) {
    const size = brotliCompressSync(text).length;
    console.log(`${name}: ${size} bytes brotli, ${BARS[name]} allowed`);
    if (size > BARS[name]) fail(`${name} is ${size - BARS[name]} bytes too large.`);
  }
}
