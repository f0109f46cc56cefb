/**
 * Returns a node's parent, by the getter of Node itself: the `parentNode` of a form may be a field
 * with that name in a comment.
 * @param {Node} node
 * @returns {any}
 */
export const parentOf = (node) => Reflect.get(Node.prototype, "parentNode", node);

/**
 * Returns a text without white space and in lower case, because pages may display both differently.
 * @param {string | null} text
 */
export const bare = (text) => /** @type {string} */ (text).replace(/\s/g, "").toLowerCase();
