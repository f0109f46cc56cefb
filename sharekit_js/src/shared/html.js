/**
 * The attributes of a pasted element; links and images get absolute addresses. This order
 * compresses best.
 */
const KEPT = "colSpan href dir rowSpan alt start lang src title".split(" ");

/**
 * Copies the parts of a node's children that lie in ranges and that a reader can see and select,
 * without styles and classes. Share buttons cannot be selected. Drawings (SVG) are blank without
 * their attributes.
 * @param {Node} from
 * @param {ParentNode & Node} to in a separate document, where no custom element is constructed and
 *   no image loaded
 * @param {Range[]} ranges
 */
export const fill = (from, to, ranges) => {
  // By the getter of Node itself: a form's `childNodes` may be fields of that name.
  for (const node of /** @type {any} */ (Reflect.get(Node.prototype, "childNodes", from))) {
    const held = ranges.filter((range) => range.intersectsNode(node));
    if (node.splitText) {
      for (const range of held) {
        const end = node === range.endContainer ? range.endOffset : node.length;
        to.append(node.data.slice(node === range.startContainer ? range.startOffset : 0, end));
      }
    } else if (
      held[0] &&
      // Comments and SVG elements have no `hidden` property.
      node.hidden === false &&
      node.checkVisibility({ visibilityProperty: true }) &&
      getComputedStyle(node).webkitUserSelect !== "none"
    ) {
      /** @type {any} */
      const shell = /** @type {Document} */ (to.ownerDocument).createElement(node.localName);
      for (const name of KEPT) if (node[name] !== shell[name]) shell[name] = node[name];
      fill(node, shell, held);
      // A range that only touches an element contains nothing of it.
      if (shell.firstChild || !node.firstChild) to.append(shell);
    }
  }
};
