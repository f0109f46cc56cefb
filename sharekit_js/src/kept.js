import { device, isBare, settings } from "./settings.js";

/**
 * One fact, as it goes over the wire; `article` is a key.
 * @typedef {{kind: "share" | "copy" | "view", article?: string, channel?: string, token?: string,
 *   parent?: string, length?: "short" | "long" | "image", block?: string, entry?: boolean, id?: string,
 *   referrer?: string}} Fact
 */

/**
 * A fact, and when it happened, in milliseconds since the epoch. With a name, the server counts it
 * once however often it comes. A kept item without a fact is a token of the reader's own.
 * @typedef {{at: number, fact?: Fact, name?: string}} Item
 */

let mayKeep = settings.consent === "given";

/**
 * Where items are: on the device, or nowhere that lasts. What is on the device was put there with
 * consent, so that it may be read before this page is told of it.
 * @type {Record<string, string>}
 */
export const storage = settings.consent && !isBare ? device : {};

/**
 * Keeps an item, one storage item each, so that two tabs never overwrite one another.
 * @param {string} name
 * @param {Item} item
 */
export const keep = (name, item) => {
  try {
    if (mayKeep) storage["sharekit:" + name] = JSON.stringify(item);
  } catch {}
};

/**
 * Forgets an item.
 * @param {string | undefined} name
 */
export const forget = (name) => delete storage["sharekit:" + name];

/**
 * Tells whether this reader made a token, within a day.
 * @param {string | undefined} token
 */
export const isOwn = (token) => "sharekit:own:" + token in storage;

/**
 * Hears whether the reader lets us keep things, and forgets everything if not. Without effect where
 * the site's setting is "never".
 * @param {boolean} isGiven
 */
export const consent = (isGiven) => {
  mayKeep = isGiven;
  if (!isGiven) {
    for (const name in storage) if (/^sharekit:/.test(name)) delete storage[name];
  }
};
