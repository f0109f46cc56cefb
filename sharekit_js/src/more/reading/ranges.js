import { call } from "./nodes.js";

/**
 * Returns a live range of a static one. A triple click on the last paragraph of a shadow root ends
 * outside of it, where a range that begins inside cannot end.
 * @param {AbstractRange} fixed
 */
const liven = ({ startContainer, startOffset, endContainer, endOffset }) => {
  const range = new Range();
  const root = call(startContainer, "getRootNode");
  range.selectNodeContents(root);
  range.setStart(startContainer, startOffset);
  if (call(root, "contains", endContainer)) range.setEnd(endContainer, endOffset);
  return range;
};

/**
 * Returns the ranges of a selection: possibly several in Firefox, one elsewhere. In open shadow
 * roots the page's own selection shows only their host.
 * @param {Selection} selection
 * @param {EventTarget[]} path of the copy
 * @returns {Range[]}
 */
export const rangesOf = (selection, path) => {
  const shadowRoots = /** @type {any[]} */ (path.filter((node) => node instanceof ShadowRoot));
  if (shadowRoots[0] && selection.getComposedRanges) {
    return selection.getComposedRanges({ shadowRoots }).map(liven);
  }
  /** @type {Selection} */
  const inner = shadowRoots[0]?.getSelection?.() ?? selection;
  return Array.from({ length: inner.rangeCount }, (_, index) => inner.getRangeAt(index));
};
