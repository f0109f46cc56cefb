import fc from "fast-check";
import { expect, test } from "vitest";
import { take } from "../src/take.js";

/** @import {Item} from "../src/kept.js" */

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

test("a request has 32 events and 8,192 bytes at most", () => {
  fc.assert(
    fc.property(items, (line) => {
      for (const { items: taken, body } of takeAll([...line])) {
        expect(taken.length).toBeGreaterThan(0);
        expect(taken.length).toBeLessThanOrEqual(32);
        expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(8192);
        expect(JSON.parse(body).events).toHaveLength(taken.length);
      }
    }),
  );
});

test("every item leaves once, in its order", () => {
  fc.assert(
    fc.property(items, (line) => {
      expect(takeAll([...line]).flatMap((request) => request.items)).toEqual(line);
    }),
  );
});

test("short events leave 32 at a time", () => {
  const line = Array.from({ length: 70 }, () => ({ at: 0, fact: { kind: "view", article: "a" } }));
  expect(takeAll(line).map((request) => request.items.length)).toEqual([32, 32, 6]);
});

test("an event tells its age, which is never negative, and its article", () => {
  const now = Date.now();
  const line = [now - 5000, now + 5000].map((at) => ({ at, fact: { kind: "view", article: "a" } }));
  const { events } = JSON.parse(take(/** @type {any} */ (line)).body);
  expect(events[0].age).toBeGreaterThanOrEqual(5000);
  expect(events[1]).toEqual({ kind: "view", article: "a", age: 0 });
});

test("an event that is too large goes alone, and the server says so", () => {
  const large = { at: 0, fact: { kind: "view", article: "a".repeat(9000) } };
  expect(takeAll([large, large]).map((request) => request.items.length)).toEqual([1, 1]);
});
