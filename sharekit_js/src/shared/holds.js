/**
 * Returns a text without white space and in lower case, because pages may display both differently.
 * @param {string | null} text
 */
const bare = (text) => /** @type {string} */ (text).replace(/\s/g, "").toLowerCase();

/**
 * Returns whether a node contains a text.
 * @param {Node} node
 * @param {string} text
 */
export const holds = (node, text) => bare(node.textContent).includes(bare(text));

/**
 * Returns a node's parent, by the getter of Node itself: the `parentNode` of a form may be a field
 * with that name in a comment.
 * @param {Node} node
 * @returns {any}
 */
export const parentOf = (node) => Reflect.get(Node.prototype, "parentNode", node);
