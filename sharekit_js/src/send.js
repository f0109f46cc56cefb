import { forget, keep } from "./kept.js";
import { pack } from "./pack.js";
import { settings } from "./settings.js";

/**
 * @import {Article} from "./article.js"
 * @import {Fact, Item} from "./kept.js"
 */

/** @type {Item[]} */
const waiting = [];

/**
 * Puts an item in the line, which leaves within a second of its first.
 * @param {Item} item
 */
export function enqueue(item) {
  keep(item.name, item);
  waiting.push(item);
  setTimeout(flush, 900);
}

/**
 * Reports a fact of an article, as of now.
 * @param {Article} article
 * @param {Fact} fact
 * @param {string} [name] what the server knows it by, if it may come twice
 */
export function report(article, fact, name) {
  enqueue({ at: Date.now(), name, fact: { ...fact, article: article.key } });
}

/** Sends all that waits at once. */
export function flush() {
  if (waiting[0]) pack(waiting.splice(0), Date.now()).forEach(send);
}

/**
 * Sends one request. After 429, 5xx and network errors its items with a name wait for a while, or
 * for the next page; any other answer is final.
 * @param {{items: Item[], body: string}} request
 */
async function send({ items, body }) {
  /** @type {Partial<Response>} */
  const { status = 500, headers } = await fetch(/** @type {string} */ (settings.events), {
    method: "POST",
    body,
    keepalive: true,
    credentials: "omit",
  }).catch(() => ({}));
  for (const item of items) {
    if (status !== 429 && status < 500) forget(item.name);
    else if (item.name)
      setTimeout(enqueue, (Number(headers?.get("Retry-After")) || 30) * 1000, item);
  }
}
