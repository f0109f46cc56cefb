import { call, get } from "./nodes.js";
import { isUntouched } from "./untouched.js";

/**
 * The attributes of a pasted element; links and images get absolute addresses. This order
 * compresses best.
 */
const KEPT = "colSpan href dir rowSpan alt start lang open src title".split(" ");

/** Elements that show words which the selection's own text lacks. */
const OPAQUE = "audio,input,meter,progress,select,slot,textarea,video";

/**
 * A passage: its HTML, its images with an alternative text, whether all its text is code or the like,
 * and whether it shows words that the page's own document lacks.
 * @typedef {{_template: HTMLTemplateElement, _images: any[], _isUntouched: boolean,
 *   _isOpaque: boolean}} Passage
 */

/**
 * Copies the parts of a node's children that lie in ranges and that a reader can see and select,
 * without styles and classes. Share buttons cannot be selected. Drawings (SVG) are blank without
 * their attributes.
 * @param {any} from
 * @param {ParentNode & Node} to in a separate document, where no custom element is constructed and
 *   no image loaded
 * @param {Range[]} ranges
 * @param {Passage} passage
 */
const fill = (from, to, ranges, passage) => {
  for (const node of get(from, "childNodes")) {
    const held = ranges.filter((range) => range.intersectsNode(node));
    if (get(node, "splitText")) {
      for (const range of held) {
        const end = node === range.endContainer ? range.endOffset : node.length;
        const text = node.data.slice(node === range.startContainer ? range.startOffset : 0, end);
        to.append(text);
        if (/\S/.test(text))
          passage._isUntouched &&= isUntouched(from instanceof ShadowRoot ? from.host : from);
      }
      continue;
    }
    // Comments and SVG elements have no `hidden` property.
    if (!held[0] || get(node, "hidden") !== false) continue;
    const { display, float, position, webkitUserSelect } = getComputedStyle(node);
    if (
      webkitUserSelect === "none" ||
      (display !== "contents" && !call(node, "checkVisibility", { visibilityProperty: true }))
    ) {
      continue;
    }
    // Whether a component has a closed shadow root is known to nobody else.
    const tag = get(node, "localName");
    passage._isOpaque ||= get(node, "shadowRoot") || /-/.test(tag) || call(node, "matches", OPAQUE);
    if (get(node, "alt")) {
      passage._images.push(node);
      // Behind an image in a place of its own, WebKit writes one space more than it selects.
      passage._isOpaque ||=
        float !== "none" ||
        /^[af]/.test(position) ||
        (display === "block" && /\S/.test(get(node.nextSibling, "data") ?? ""));
    }
    /** @type {any} */
    const shell = /** @type {Document} */ (to.ownerDocument).createElement(tag);
    for (const name of KEPT) if (get(node, name) !== shell[name]) shell[name] = get(node, name);
    fill(node, shell, held, passage);
    // A range that only touches an element contains nothing of it.
    if (shell.firstChild || !get(node, "firstChild")) to.append(shell);
  }
};

/**
 * Reads a passage from the page.
 * @param {Node} home the article's element around it
 * @param {Range[]} ranges
 * @returns {Passage}
 */
export const readPassage = (home, ranges) => {
  const _template = document.createElement("template");
  const passage = { _template, _images: [], _isUntouched: true, _isOpaque: false };
  fill(home, _template.content, ranges, passage);
  return passage;
};
