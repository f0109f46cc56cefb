/** @import {Item} from "./kept.js" */

/**
 * Writes waiting items as the bodies of requests that the server takes: 32 events and 8,192 bytes
 * at most.  * @param {Item[]} items
 * @param {number} now milliseconds since the epoch; the ages count from there
 * @returns {{items: Item[], body: string}[]}
 */
export function pack(items, now) {
  const body = JSON.stringify({
    article: items[0].fact?.article,
    events: items.map(({ at, fact }) => ({ ...fact, age: Math.max(0, now - at) })),
  });
  const half = items.length >> 1;
  return half && (half > 15 || new Blob([body]).size > 8192)
    ? [...pack(items.slice(0, half), now), ...pack(items.slice(half), now)]
    : [{ items, body }];
}
