import { forget, keep } from "./kept.js";
import { device, settings } from "./settings.js";
import { take } from "./take.js";

/**
 * @import {Article} from "./article.js"
 * @import {Fact, Item} from "./kept.js"
 */

/** @type {Item[]} */
const line = [];

/**
 * Adds an item to the queue, which is sent within a second of its first item.
 * @param {Item} item
 */
export const enqueue = (item) => {
  if (item.name) keep(item.name, item);
  line.push(item);
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
  const detail = { ...fact, article: { address: article.address, title: article.title } };
  const dispatch = (/** @type {string} */ phase) =>
    document.dispatchEvent(
      new CustomEvent("sharekit:" + phase + kind, { detail, cancelable: true }),
    );
  if (device["sharekit-off"] || !dispatch("before-")) return;
  enqueue({ at: Date.now(), fact: { ...fact, article: article._key }, name });
  dispatch("");
  return true;
};

/**
 * How often a page still sends an item, so that an open page does not retry for days. A symbol,
 * because it is not kept on the device.
 */
const TRIES = Symbol();

/**
 * Sends the whole queue at once. An answer is final if it comes from sharekit's view, which sets a
 * header. After anything else (429, 5xx, a login page, a network error) items with a name wait for
 * a while, or for the next page.
 */
export const flush = () => {
  while (!device["sharekit-off"] && line[0]) {
    const items = /** @type {any[]} */ (take(line));
    const body = JSON.stringify({
      events: items.map(({ at, fact }) => ({ ...fact, age: Math.max(0, Date.now() - at) })),
    });
    // An error is an answer without headers.
    const settle = (/** @type {{headers?: any}} */ { headers }) => {
      for (const item of items) {
        item[TRIES] = (item[TRIES] ?? 3) - 1;
        if (headers?.has("X-Sharekit")) forget(item.name);
        else if (item.name && item[TRIES])
          setTimeout(enqueue, (+headers?.get("Retry-After") || 30) * 1000, item);
      }
    };
    fetch(settings.events, {
      body,
      method: "POST",
      redirect: "error",
      credentials: /** @type {RequestCredentials} */ (settings.credentials ?? "omit"),
      keepalive: true,
    }).then(settle, settle);
  }
};
