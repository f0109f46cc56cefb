import { device, isBare, settings } from "./settings.js";

/**
 * One fact, as it is sent; `article` is a key.
 * @typedef {{kind: "share" | "copy" | "view", article?: string, channel?: string, token?: string,
 *   parent?: string, length?: "short" | "long" | "image", block?: string, entry?: boolean, id?: string,
 *   referrer?: string}} Fact
 */

/**
 * A fact, and when it happened, in milliseconds since the epoch. If it has a name, the server
 * counts it only once. A kept item without a name is one of the reader's own tokens; one with a name
 * and without a fact is the mark of an arrival, which is its name (carry.js).
 * @typedef {{at: number, fact?: Fact, name?: string}} Item
 */

/**
 * Whether things may be kept, as far as this page knows: "ask" until the reader has answered.
 * @type {string | boolean | undefined}
 */
let answer;

/**
 * Keeps an item in its own storage item, so that two tabs never overwrite one another.
 * @param {string} name
 * @param {Item} item
 */
export const keep = (name, item) => {
  try {
    if (answer && answer !== "ask" && !isBare()) {
      device["sharekit:" + name] = JSON.stringify(item);
    }
  } catch {}
};

/**
 * Deletes an item.
 * @param {string | undefined} name
 */
export const forget = (name) => delete device["sharekit:" + name];

/**
 * Sets whether the reader allows keeping things, and deletes everything if not. If the site or the
 * browser forbids it, the answer does not matter.
 * @param {string | boolean} [isGiven]
 */
export const consent = (isGiven) => {
  answer = settings.consent && !isBare() && isGiven;
  // Deletes only sharekit's own items.
  if (!answer) for (const name in device) forget(name.slice(9));
};

// Items kept with consent may be read before this page learns about the consent; they are deleted
// if the site or the reader has changed their mind.
consent(settings.consent);
