import { expect, test } from "vitest";
import { isAddress, markAs } from "../src/more/address.js";

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

test("the mark is put behind the address as it was printed", () => {
  expect(markAs("site.example/a", "https://site.example/a/#sk=c2vXHbaUe7c")).toBe(
    "site.example/a#sk=c2vXHbaUe7c",
  );
  expect(markAs("site.example/a#b", "https://site.example/a/#x&sk=c")).toBe(
    "site.example/a#b&sk=c",
  );
  expect(markAs("site.example/a", "https://site.example/a/#/route")).toBe(undefined);
});
