import { expect, test, vi } from "vitest";
import { strip } from "../src/sharekit/mark.js";

vi.stubGlobal("sharekit", { _tools: { _strip: strip } });
const { isAddress, markAs } = await import("../src/more/reading/address.js");

const ADDRESS = "https://site.example/k%C3%A4se/";

test.each([
  "https://site.example/k%C3%A4se/",
  "https://site.example/käse/",
  "http://site.example/käse",
  "site.example/käse/",
  "site.example/käse#anchor",
])("an article's address is known however it is printed: %s", (text) => {
  expect(isAddress(text, ADDRESS)).toBe(true);
});

test.each([
  "",
  "https://site.example/",
  "https://site.example/käse/more/",
  "https://site.example/käse/?page=2",
  "https://other.example/käse/",
  "Read https://site.example/käse/",
  "100% of it",
])("nothing else is: %s", (text) => {
  expect(isAddress(text, ADDRESS)).toBe(false);
});

test.each([
  ["site.example/a", "site.example/a#sk=c2vXHbaUe7c"],
  ["site.example/a#b", "site.example/a#b&sk=c2vXHbaUe7c"],
  ["site.example/a#sk=wK7mQ2xR9tL", "site.example/a#sk=c2vXHbaUe7c"],
  ["site.example/a#b&sk=wK7mQ2xR9tL", "site.example/a#b&sk=c2vXHbaUe7c"],
  ["site.example/a#:~:text=by%20noon", "site.example/a#sk=c2vXHbaUe7c:~:text=by%20noon"],
  ["site.example/a#b:~:text=noon", "site.example/a#b&sk=c2vXHbaUe7c:~:text=noon"],
])("a printed address gets the mark where it is read: %s", (text, marked) => {
  expect(markAs(text, "https://site.example/a/#x&sk=c2vXHbaUe7c")).toBe(marked);
});

test.each([
  ["site.example/a#/comments", "https://site.example/a/#sk=c2vXHbaUe7c"],
  ["site.example/a#!/comments", "https://site.example/a/#sk=c2vXHbaUe7c"],
  ["site.example/a", "https://site.example/a/#/route"],
])("an address of a hash router gets none: %s", (text, link) => {
  expect(markAs(text, link)).toBe(undefined);
});

test("a letter is a mark, too", () => {
  expect(markAs("site.example/a#b", "https://site.example/a/#sk=c")).toBe("site.example/a#b&sk=c");
});
