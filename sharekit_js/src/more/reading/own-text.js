import { bare, get } from "./nodes.js";

/** Images whose places are found while the reader waits, at most: each takes some milliseconds. */
const MOST = 30;

/**
 * Adds the alternative texts of images to the text of a selection: each after the text of what is
 * selected before its image.
 * @param {Selection} selection
 * @param {string} text
 * @param {any[]} images
 * @param {boolean} isChromium others give a part of a selection without the space at its end
 * @returns {string | undefined} nothing where a place is not certain, where there are too many, or in a
 *   shadow root, where the reader's selection could not be restored
 */
const addImages = (selection, text, images, isChromium) => {
  if (!images[0]) return text;
  if (images[MOST] || images[0].getRootNode() !== document) return;
  const all = String(selection);
  const whole = selection.getRangeAt(0).cloneRange();
  const { anchorNode, anchorOffset, focusNode, focusOffset } = /** @type {any} */ (selection);
  /** Returns the text of a part of the selection. */
  const read = (
    /** @type {"setStartBefore" | "setEndBefore"} */ cut,
    /** @type {Node} */ image,
  ) => {
    const part = whole.cloneRange();
    part[cut](image);
    const { startContainer, startOffset, endContainer, endOffset } = part;
    selection.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
    return String(selection);
  };
  let isCertain = true;
  // From the last one, so that the places of the others stay.
  for (const image of images.reverse()) {
    const before = read("setEndBefore", image);
    isCertain &&=
      isChromium || all.trimEnd() === (before + read("setStartBefore", image)).trimEnd();
    text = text.slice(0, before.length) + image.alt + text.slice(before.length);
  }
  selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  return isCertain ? text : undefined;
};

/**
 * Returns the plain text that the browser itself would copy, which no script may read. In Firefox it
 * is the text of the selection. Elsewhere that text has no-break spaces and lacks the alternative
 * texts of images, and in Chromium it has the capitals of a style.
 * @param {Selection} selection
 * @param {import("./passage.js").Passage} passage
 * @returns {string | undefined} nothing where the HTML of the passage has other words than its text,
 *   or the page shows words that neither has
 */
export const readOwnText = (selection, { _template: { content }, _images, _isOpaque }) => {
  const { vendor } = navigator;
  const text = String(selection);
  // The children of an image are not written.
  if (!vendor) for (const image of content.querySelectorAll("img")) image.append(image.alt);
  const letters = /** @type {string} */ (content.textContent).replace(/\s/g, "");
  let count = 0;
  const unstyled = text.replace(/\S/g, () => letters[count++]);
  if (_isOpaque || count !== letters.length || bare(text) !== bare(letters)) return;
  if (!vendor) return text;
  // WebKit writes a line break before a table of which only rows are selected, no text.
  if (get(selection.getRangeAt(0).startContainer, "rows")) return;
  const isChromium = /^G/.test(vendor);
  const whole = addImages(selection, isChromium ? unstyled : text, _images, isChromium);
  return whole?.replaceAll("\xa0", " ");
};
