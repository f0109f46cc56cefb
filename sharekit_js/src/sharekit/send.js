import { forget, keep } from "./kept.js";
import { addressOf, device, settings } from "./settings.js";
import { take } from "./take.js";

/**
 * @import {Article} from "./article.js"
 * @import {Fact, Item} from "./kept.js"
 */

/**
 * The queue. An opt-out begins another one, so that nothing that waits then is ever sent.
 * @type {Item[]}
 */
let line = [];

/**
 * Adds an item to a queue, which is sent within a second of its first item.
 * @param {Item} item
 * @param {Item[]} [queue] the one that it was in before
 */
export const enqueue = (item, queue = line) => {
  queue.push(item);
  setTimeout(flush, 900);
};

/**
 * Reports a fact about an article, as of now, unless the page or the reader forbids it. The page
 * gets an event before and after it; for views only if they came through a mark.
 * @param {Article} article
 * @param {Fact} fact
 * @param {string} [name] its name for the server, if it may be sent twice
 * @returns {boolean | undefined} whether it is reported
 */
export const report = (article, fact, name) => {
  const kind = fact.kind === "view" && fact.token ? "arrival" : fact.kind;
  const { address, title } = article;
  const detail = { ...fact, article: { address, title } };
  const dispatch = (/** @type {string} */ phase) =>
    document.dispatchEvent(
      new CustomEvent("sharekit:" + phase + kind, { detail, cancelable: true }),
    );
  if (device["sharekit-off"] || !dispatch("before-")) return;
  const item = { at: Date.now(), fact: { ...fact, article: article._key }, name };
  if (name) keep(name, item);
  enqueue(item);
  dispatch("");
  return true;
};

/** How often a page sends an item at most, so that an open page does not retry for days. */
const MOST = 3;

/**
 * Sends the whole queue at once. An answer is final if it comes from sharekit's view, which sets a
 * header. After anything else (429, 5xx, a login page, a network error) items with a name wait for
 * a while, or for the next page.
 */
export const flush = () => {
  if (device["sharekit-off"]) line = [];
  const queue = line;
  while (queue[0]) {
    const items = /** @type {any[]} */ (take(queue));
    const body = JSON.stringify({
      events: items.map(({ at, fact }) => ({ ...fact, age: Math.max(0, Date.now() - at) })),
    });
    // An error is an answer without headers.
    const settle = (/** @type {{headers?: any}} */ { headers }) => {
      for (const item of items) {
        // One more than before, which may be undefined.
        item._tries = -~item._tries;
        if (headers?.has("X-Sharekit")) forget(item.name);
        else if (item.name && item._tries < MOST)
          setTimeout(enqueue, (+headers?.get("Retry-After") || 30) * 1000, item, queue);
      }
    };
    fetch(addressOf("events"), {
      credentials: /** @type {RequestCredentials} */ (settings.credentials ?? "omit"),
      redirect: "error",
      keepalive: true,
      method: "POST",
      body,
    }).then(settle, settle);
  }
};
