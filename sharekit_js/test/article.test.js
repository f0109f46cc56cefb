import fc from "fast-check";
import { expect, test } from "vitest";
import { read } from "../src/article.js";

const word = fc.string({ minLength: 1 }).filter((text) => !/\s/.test(text));
const title = fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 });
const signature = fc.stringMatching(/^[\w-]{43}$/);

test("a key gives back its address and its title", () => {
  fc.assert(
    fc.property(word, fc.webUrl(), title, signature, (identity, address, name, signed) => {
      const key = `${identity} ${address} ${name}:${signed}`;
      expect([...(read(key) ?? [])]).toEqual([key, address, name]);
    }),
  );
});

test("what is no key gives nothing", () => {
  for (const text of [undefined, "", "a", "a b", "a b c", "a b c:", "a b c:d e"]) {
    expect(read(text)).toBeNull();
  }
});
