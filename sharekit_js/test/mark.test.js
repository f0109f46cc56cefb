import fc from "fast-check";
import { expect, test } from "vitest";
import { strip } from "../src/sharekit/mark.js";
import { mark } from "./addresses.js";

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const letter = fc.constantFrom(...LETTERS);
const token = fc
  .tuple(letter, fc.string({ unit: fc.constantFrom(...BASE58), minLength: 10, maxLength: 10 }))
  .map((parts) => parts.join(""));
const anyMark = fc.oneof(token, letter);

// Pieces that are marks, or nearly.
const piece = fc.constantFrom(
  ..."sk= sk%3D sk%3d w 1111111111 & :~:text= / ! . ) %22 %E2%80%9D %2 = intro 0 sk=w -".split(" "),
  "sk=w1111111111",
  "task=1",
);
const fragment = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
  fc.webFragments(),
);
const page = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  fc.constantFrom("https://a.example/", "https://a.example/sk=w?sk=w1111111111"),
);
const address = fc.oneof(
  page,
  fc.tuple(page, fragment).map(([before, after]) => `${before}#${after}`),
);
// A route, or what would be one without the marks before it.
const isRoute = (/** @type {string} */ text) => /^[^#]*#(?:sk(?:=|%3d)[^&]*&)*[/!]/i.test(text);

test("stripping undoes marking", () => {
  fc.assert(
    fc.property(address, anyMark, (plain, text) => {
      fc.pre(!isRoute(plain) && !plain.endsWith("#") && strip(plain)[1] === undefined);
      expect(strip(mark(plain, text))).toEqual([plain, text]);
    }),
    { numRuns: 2000 },
  );
});

test("a new mark takes the place of the old one", () => {
  fc.assert(
    fc.property(address, anyMark, anyMark, (plain, first, second) => {
      expect(mark(mark(plain, first), second)).toBe(mark(plain, second));
    }),
    { numRuns: 2000 },
  );
});

test("an address that would become a hash router's is left alone", () => {
  expect(mark("https://a.example/#sk=w&!", "e")).toBe("https://a.example/#sk=w&!");
  expect(strip("https://a.example/#sk=w&!")).toEqual(["https://a.example/#sk=w&!"]);
});

test("stripping twice is stripping once", () => {
  fc.assert(
    fc.property(address, (plain) => {
      const [clean] = strip(plain);
      expect(strip(clean)).toEqual([clean]);
    }),
    { numRuns: 2000 },
  );
});

test("a hash router is left alone", () => {
  fc.assert(
    fc.property(page, fc.constantFrom("/", "!"), fragment, anyMark, (before, sign, after, text) => {
      const route = `${before}#${sign}${after}`;
      expect(mark(route, text)).toBe(route);
      expect(strip(route)).toEqual([route]);
    }),
  );
});

test.each([
  ["", "#sk=wK7mQ2xR9tL"],
  ["#intro", "#intro&sk=wK7mQ2xR9tL"],
  ["#intro:~:text=swifts", "#intro&sk=wK7mQ2xR9tL:~:text=swifts"],
  ["#:~:text=swifts", "#sk=wK7mQ2xR9tL:~:text=swifts"],
  ["#a=1&sk=c&b=2", "#a=1&b=2&sk=wK7mQ2xR9tL"],
])("a mark comes after the anchor and before the text fragment: %s", (before, after) => {
  expect(mark(`https://host/a/?page=2${before}`, "wK7mQ2xR9tL")).toBe(
    `https://host/a/?page=2${after}`,
  );
});

test.each([
  ["sk=wK7mQ2xR9tL", "", "wK7mQ2xR9tL"],
  ["intro&sk=wK7mQ2xR9tL", "#intro", "wK7mQ2xR9tL"],
  ["sk=wK7mQ2xR9tL&intro", "#intro", "wK7mQ2xR9tL"],
  ["sk=w", "", "w"],
  ["sk%3DwK7mQ2xR9tL", "", "wK7mQ2xR9tL"],
  ["sk%3dw", "", "w"],
  ["sk=wK7mQ2xR9tL).", "", "wK7mQ2xR9tL"],
  ["sk=wK7mQ2xR9tL_", "", "wK7mQ2xR9tL"],
  ["sk=wK7mQ2xR9tL%22%3E", "", "wK7mQ2xR9tL"],
  ["sk=wK7mQ2xR9tL%E2%80%9D&a", "#a", "wK7mQ2xR9tL"],
  ["sk=w&sk=cK7mQ2xR9tL", "", "w"],
])("a mark comes off, with what a chat glued on: #%s", (before, after, found) => {
  expect(strip(`https://a/#${before}`)).toEqual([`https://a/${after}`, found]);
});

test.each([
  "sk=wK7mQ2xR9t",
  "sk=wK7mQ2xR9tLL",
  "sk=w0OIl000000",
  "sk=wK7mQ2xR9tL%41",
  "sk=wK7mQ2xR9tL.html",
  "sk=1",
  "sk=",
  "ask=w",
  "SK=w",
  "intro:~:text=a&sk=w",
])("a broken mark is not a mark and is kept: #%s", (broken) => {
  expect(strip(`https://a/#${broken}`)).toEqual([`https://a/#${broken}`]);
});
