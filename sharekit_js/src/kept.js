import { isBare, settings } from "./settings.js";

/**
 * One fact, as it goes over the wire.
 * @typedef {{kind: "share" | "copy" | "view", channel?: string, token?: string, parent?: string,
 *   length?: "short" | "long", entry?: boolean, id?: string, referrer?: string, article?: string}} Fact
 */

/**
 * A fact of an article, by its key, and when it happened, in milliseconds since the epoch. With a
 * name, the server counts it once however often it comes. A kept item without a fact is a token of
 * the reader's own.
 * @typedef {{at: number, fact?: Fact, name?: string}} Item
 */

const DAY = 24 * 3600 * 1000;

let mayKeep = settings.consent === "given";

/**
 * Where items are: the browser's storage, or nothing that lasts. What is in the storage was put
 * there with consent, so that it may be read before this page is told of it.
 * @type {Record<string, string>}
 */
let storage = {};
try {
  if (settings.consent && !isBare) storage = localStorage;
} catch {}

/**
 * Keeps an item, one storage item each, so that two tabs never overwrite one another.
 * @param {string | undefined} name
 * @param {Item} item
 */
export function keep(name, item) {
  try {
    if (name && mayKeep) storage[`sharekit:${name}`] = JSON.stringify(item);
  } catch {}
}

/**
 * Forgets an item.
 * @param {string | undefined} name
 */
export function forget(name) {
  delete storage[`sharekit:${name}`];
}

/**
 * Tells whether this reader made a token, within a day.
 * @param {string | undefined} token
 */
export function isOwn(token) {
  return `sharekit:own:${token}` in storage;
}

/**
 * Returns the items that still wait, and forgets what is too old: events after 7 days, own tokens
 * after one.
 * @param {unknown} [isOver] whether everything is too old
 */
export function recall(isOver) {
  /** @type {Item[]} */
  const waiting = [];
  for (const name of Object.keys(storage)) {
    if (!name.startsWith("sharekit:")) continue;
    /** @type {Item} */
    const item = JSON.parse(storage[name]);
    if (isOver || Date.now() - item.at > (item.fact ? 7 * DAY : DAY)) delete storage[name];
    else if (item.fact) waiting.push(item);
  }
  return waiting;
}

/**
 * Says whether the reader lets us keep things; without effect where the site's setting is "never".
 * @param {boolean} isGiven
 */
export function consent(isGiven) {
  mayKeep = isGiven;
  recall(!isGiven);
}
