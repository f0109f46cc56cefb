/** @import {Item} from "./kept.js" */

/**
 * Writes the body of a request; each event names its own article.
 * @param {Item[]} items
 */
const encode = (items) =>
  JSON.stringify({
    events: items.map(({ at, fact }) => ({ ...fact, age: Math.max(0, Date.now() - at) })),
  });

/**
 * Takes from the line what fits into one request: 32 events and 8,192 bytes at most.
 * @param {Item[]} line not empty; what is taken is gone from it
 * @returns {{items: Item[], body: string}}
 */
export const take = (line) => {
  const items = line.splice(0, 32);
  while (items[1] && new Blob([encode(items)]).size > 8192) {
    line.unshift(/** @type {Item} */ (items.pop()));
  }
  return { items, body: encode(items) };
};
