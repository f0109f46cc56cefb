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

/** Whether anything may ever be kept: the site and this reader's browser have nothing against it. */
const isAllowed = settings.consent && !isBare;

/** @type {boolean | "" | undefined} */
let mayKeep = settings.consent === "given";

/**
 * Keeps an item, one storage item each, so that two tabs never overwrite one another.
 * @param {string} name
 * @param {Item} item
 */
export const keep = (name, item) => {
  try {
    if (mayKeep) device["sharekit:" + name] = JSON.stringify(item);
  } catch {}
};

/**
 * Forgets an item.
 * @param {string | undefined} name
 */
export const forget = (name) => delete device["sharekit:" + name];

/**
 * Hears whether the reader lets us keep things, and forgets everything if not. Where nothing may be
 * kept, that is the answer to both.
 * @param {boolean} [isGiven]
 */
export const consent = (isGiven) => {
  mayKeep = isAllowed && isGiven;
  // Of what is not ours nothing is deleted but what would be ours.
  if (!mayKeep) for (const name in device) forget(name.slice(9));
};

// What was kept with consent may be read before this page is told of it; what was kept before the
// site or the reader changed their mind is forgotten.
if (!isAllowed) consent();
