/**
 * Copies what a range holds of a node's children: what a reader can see and select, without our own
 * bars, and with links absolute.
 * @param {Node} from
 * @param {ParentNode & Node} to in a document of its own, where no custom element is constructed and
 *   no image loaded
 * @param {Range} range
 */
export const fill = (from, to, range) => {
  for (const node of /** @type {NodeListOf<any>} */ (from.childNodes)) {
    if (!range.intersectsNode(node)) continue;
    if (node.splitText) {
      const end = node === range.endContainer ? range.endOffset : node.length;
      to.append(node.data.slice(node === range.startContainer ? range.startOffset : 0, end));
    } else if (node.matches?.(":not([data-sharekit])")) {
      const { display, visibility, webkitUserSelect } = getComputedStyle(node);
      if (/none|hidden/.test(display + visibility + webkitUserSelect)) continue;
      const shell = /** @type {Document} */ (to.ownerDocument).importNode(node);
      // Those of SVG are objects.
      for (const name of ["href", "src"]) {
        if (node[name]?.length) shell.setAttribute(name, node[name]);
      }
      fill(node, shell, range);
      // A range that only touches an element holds nothing of it.
      if (shell.firstChild || !node.firstChild) to.append(shell);
    }
  }
};
