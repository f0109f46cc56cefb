// What must stand around a part of it: half a list, table or link is none.
const WHOLE = "a,b,strong,i,em,mark,sub,sup,ul,ol,dl,table,blockquote,h1,h2,h3,h4,h5,h6";
// What a reader cannot have meant to copy; styles and scripts are not displayed at all.
const LEFT_OUT = "[data-sharekit],iframe,object,embed";

/**
 * Tells whether a reader can see and select an element.
 * @param {Element} element
 */
function isSelectable(element) {
  const style = getComputedStyle(element);
  return (
    style.display !== "none" &&
    style.visibility === "visible" &&
    (style.userSelect || style.webkitUserSelect) !== "none"
  );
}

/**
 * Copies an element without its children: its links absolute, and nothing that acts or that only
 * its own page understands.
 * @param {Element} element
 * @param {Document} paper
 */
function shellOf(element, paper) {
  const shell = paper.importNode(element);
  for (const { name } of [...shell.attributes]) {
    if (/^(on|id$|class$|data-|srcset$)/.test(name)) shell.removeAttribute(name);
  }
  for (const name of ["href", "src"]) {
    const address = /** @type {Record<string, any>} */ (element)[name];
    if (shell.hasAttribute(name) && typeof address === "string") shell.setAttribute(name, address);
  }
  return shell;
}

/**
 * Copies what a range holds of a node's children.
 * @param {Node} from
 * @param {Element} to
 * @param {Range} range
 */
function fill(from, to, range) {
  for (const node of from.childNodes) {
    if (!range.intersectsNode(node)) continue;
    if (node instanceof Text) {
      const end = node === range.endContainer ? range.endOffset : node.length;
      to.append(node.data.slice(node === range.startContainer ? range.startOffset : 0, end));
    } else if (node instanceof Element && !node.matches(LEFT_OUT) && isSelectable(node)) {
      const shell = shellOf(node, to.ownerDocument);
      to.append(shell);
      fill(node, shell, range);
    }
  }
}

/**
 * Copies the markup of a range, wrapped again in the lists, tables and links that it is a part of.
 * The copy is made in a document of its own, where no custom element is constructed and no image
 * loaded.
 * @param {Range} range
 * @returns {HTMLElement} what holds the copy
 */
export function copyOf(range) {
  const paper = document.implementation.createHTMLDocument();
  let root = range.commonAncestorContainer;
  for (let node = root; node.parentNode; node = node.parentNode) {
    if (node instanceof Text || (node instanceof Element && node.matches(WHOLE)))
      root = node.parentNode;
  }
  fill(root, paper.body, range);
  return paper.body;
}
