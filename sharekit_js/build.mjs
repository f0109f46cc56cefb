// Builds the page client into classic scripts and a style sheet: node build.mjs [--check] [--sizes]
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build, transform } from "esbuild";
import { minify } from "terser";

/**
 * Bytes that each script may have, compressed by brotli; more.js and menu.js load on demand.
 * A script begins with the file of its name in src/; the folder of that name holds its parts, and
 * shared/ holds the parts that several scripts use.
 */
const BARS = {
  "sharekit.js": 2350,
  "copy.js": 400,
  // The only script that copies passages.
  "more.js": 3850,
  "menu.js": 1250,
  // What a site asks for by name: the watch for swapped pages, and the module for its own scripts.
  "swaps.js": 690,
  "module.js": 230,
  // With the tags of conversions only.
  "carry.js": 500,
};

/** What every page loads, and the bytes that it may have together. */
const EVERYWHERE = ["sharekit.js", "copy.js"];
const BAR_OF_EVERYWHERE = 2750;

const STYLE = "sharekit.css";

/** What terser may take for granted here; it saves 2 % over esbuild's own minifier. */
const COMPRESS = {
  passes: 3,
  unsafe: true,
  unsafe_arrows: true,
  unsafe_methods: true,
  pure_getters: true,
  keep_fargs: false,
  // From 3 on it may unwrap a script: its variables would be the page's, new at each evaluation.
  inline: 2,
};

const source = fileURLToPath(new URL("src", import.meta.url));
const target = fileURLToPath(new URL("../sharekit/static/sharekit", import.meta.url));

/**
 * The short names of properties that begin with `_`. They are kept from build to build, so that scripts
 * of two releases, which a browser's cache may mix, still understand one another.
 */
const names = fileURLToPath(new URL("names.json", import.meta.url));

/** Returns the compressed size of a text in bytes. */
const measure = (text) => brotliCompressSync(text).length;

/** Lets a script import a style sheet as a short text. */
const styleAsText = {
  name: "style as text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), {
        loader: "css",
        minify: true,
      });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** Returns a script as text, and the names in it. */
async function bundle(name, mangleCache) {
  const isModule = name === "module.js";
  const { outputFiles, ...built } = await build({
    entryPoints: [`${source}/${name}`],
    bundle: true,
    plugins: [styleAsText],
    minifySyntax: true,
    mangleProps: /^_/,
    mangleCache,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    write: false,
  });
  // Modules come in the order of their use, where `let` does as well as esbuild's `var`.
  const text = outputFiles[0].text.replace(/^var /gm, "let ");
  const { code } = await minify(isModule ? text : `(()=>{${text}})()`, {
    ecma: 2022,
    compress: COMPRESS,
    module: isModule,
  });
  return { text: code.replace(/\bconst\b/g, "let"), mangleCache: built.mangleCache };
}

/** Returns the style sheet of bars as text. */
async function bundleStyle() {
  const { outputFiles } = await build({
    entryPoints: [`${source}/${STYLE}`],
    bundle: true,
    minify: true,
    charset: "utf8",
    write: false,
  });
  return outputFiles[0].text;
}

/** Says a line and makes the run fail. */
function fail(line) {
  console.error(line);
  process.exitCode = 1;
}

const isCheck = process.argv.includes("--check");

/** Writes a built file, or checks that it is the built one. */
async function put(name, text) {
  const path = `${target}/${name}`;
  if (!isCheck) await writeFile(path, text);
  else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
    fail(`sharekit/static/sharekit/${name} is stale: run \`npm run build\` in sharekit_js.`);
  }
}

await put(STYLE, await bundleStyle());
let together = 0;
let mangleCache = JSON.parse(await readFile(names, "utf8"));
for (const [name, bar] of Object.entries(BARS)) {
  const { text, ...built } = await bundle(name, mangleCache);
  mangleCache = built.mangleCache;
  await put(name, text);
  if (process.argv.includes("--sizes")) {
    const size = measure(text);
    if (EVERYWHERE.includes(name)) together += size;
    console.log(`${name}: ${size} bytes brotli, ${bar} allowed`);
    if (size > bar) fail(`${name} is ${size - bar} bytes too large.`);
  }
}
if (!isCheck) await writeFile(names, `${JSON.stringify(mangleCache, null, 2)}\n`);
if (together) console.log(`every page: ${together} bytes, ${BAR_OF_EVERYWHERE} allowed`);
if (together > BAR_OF_EVERYWHERE) fail(`They are ${together - BAR_OF_EVERYWHERE} bytes too large.`);
