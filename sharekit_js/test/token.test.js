import { expect, test } from "vitest";
import { draw } from "../src/sharekit/token.js";

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

test("a token's characters are base58", () => {
  for (let turn = 0; turn < 1000; turn++) {
    expect(draw(10)).toMatch(/^[1-9A-HJ-NP-Za-km-z]{10}$/);
    expect(draw(11)).toHaveLength(11);
  }
});

test("each character is equally likely, in every place", () => {
  const rounds = 58_000;
  const counts = Array.from({ length: 11 }, () => new Map([...BASE58].map((each) => [each, 0])));
  for (let turn = 0; turn < rounds; turn++) {
    [...draw(11)].forEach((each, place) => {
      counts[place].set(each, (counts[place].get(each) ?? 0) + 1);
    });
  }
  const expected = rounds / 58;
  for (const count of counts) {
    const chiSquared = [...count.values()].reduce(
      (sum, n) => sum + (n - expected) ** 2 / expected,
      0,
    );
    // 57 degrees of freedom: above 125 less often than once in a million.
    expect(chiSquared).toBeLessThan(125);
  }
});

test("no token comes twice", () => {
  expect(new Set(Array.from({ length: 10_000 }, () => draw(10))).size).toBe(10_000);
});
