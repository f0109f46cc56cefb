// Prints addresses of every shape, and what the browser's own code makes of them, for the tests of
// sharekit/tokens.py: node test/draw.js COUNT
import fc from "fast-check";
import { strip } from "../src/sharekit/mark.js";
import { addresses, mark, marks } from "./addresses.js";

const drawn = fc.sample(fc.tuple(addresses, marks, marks), Number(process.argv[2]));
const cases = drawn.map(([about, first, second]) => {
  const [clean, found = null] = strip(about.address);
  const browser = [clean, found, mark(about.address, first)];
  return { found: null, ...about, first, second, browser };
});
process.stdout.write(JSON.stringify(cases));
