/**
 * Returns a text without white space and in lower case, as pages may change both for show.
 * @param {string | null} text
 */
const bare = (text) => /** @type {string} */ (text).replace(/\s/g, "").toLowerCase();

/**
 * Tells whether a node holds a text.
 * @param {Node} node
 * @param {string} text
 */
export const holds = (node, text) => bare(node.textContent).includes(bare(text));

/**
 * Returns a node's parent, by the getter of Node itself: a form's `parentNode` is its field of that
 * name, where a comment holds one.
 * @param {Node} node
 * @returns {any}
 */
export const parentOf = (node) => Reflect.get(Node.prototype, "parentNode", node);
