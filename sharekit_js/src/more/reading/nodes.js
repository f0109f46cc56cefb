/**
 * Returns a property of a node as its class defines it: a form's own properties may be fields of
 * those names in a comment.
 * @param {any} node null has none
 * @param {string} name
 * @returns {any}
 */
export const get = (node, name) => node && Reflect.get(Object.getPrototypeOf(node), name, node);

/**
 * Calls a method of a node as its class defines it.
 * @param {any} node
 * @param {string} name
 * @param {any} [given]
 * @returns {any}
 */
export const call = (node, name, given) => get(node, name).call(node, given);

/**
 * Returns the nearest element that an event came through and that a selector matches.
 * @param {Event} event
 * @param {string} selector
 */
export const findPressed = (event, selector) =>
  event.composedPath().find((node) => node instanceof Element && call(node, "matches", selector));

/**
 * Returns a text without white space and in lower case, because pages may display both differently.
 * @param {string | null} text
 */
export const bare = (text) => /** @type {string} */ (text).replace(/\s/g, "").toLowerCase();
