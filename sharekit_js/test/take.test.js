import fc from "fast-check";
import { expect, test } from "vitest";
import { take } from "../src/sharekit/take.js";

/** @import {Item} from "../src/sharekit/kept.js" */

const fact = fc.record({
  kind: fc.constantFrom("share", "copy", "view"),
  article: fc
    .tuple(fc.webPath(), fc.webUrl(), fc.string({ unit: "grapheme", maxLength: 200 }))
    .map(([identity, address, title]) => `${identity} ${address} ${title}:signature`),
  referrer: fc.string({ unit: "grapheme", maxLength: 300 }),
});
const items = fc.array(fc.record({ at: fc.nat(), fact }), { minLength: 1, maxLength: 100 });

/**
 * Takes until the line is empty.
 * @param {any[]} line
 */
function takeAll(line) {
  const requests = [];
  while (line[0]) requests.push(take(line));
  return requests;
}

test("a request has at most 32 events and 8,192 bytes", () => {
  fc.assert(
    fc.property(items, (line) => {
      for (const taken of takeAll([...line])) {
        const size = new TextEncoder().encode(JSON.stringify(taken)).length;
        expect(taken.length).toBeGreaterThan(0);
        expect(taken.length).toBeLessThanOrEqual(32);
        expect(taken.length === 1 || size <= 8100).toBe(true);
      }
    }),
  );
});

test("every item leaves once, in its order", () => {
  fc.assert(
    fc.property(items, (line) => {
      expect(takeAll([...line]).flat()).toEqual(line);
    }),
  );
});

test("the few events of a page leave together", () => {
  const line = Array.from({ length: 5 }, () => ({ at: 0, fact: { kind: "view", article: "a" } }));
  expect(takeAll(line).map((taken) => taken.length)).toEqual([5]);
});

test("an event that is too large is sent by itself, and the server refuses it", () => {
  const large = { at: 0, fact: { kind: "view", article: "a".repeat(9000) } };
  expect(takeAll([large, large]).map((taken) => taken.length)).toEqual([1, 1]);
});
