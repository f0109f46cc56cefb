import { call } from "./nodes.js";

/** Where copies are left alone. */
export const UNTOUCHED = "[data-sharekit-ignore],kbd,samp,code,[contenteditable],pre";

/**
 * Returns whether text in an element is left alone: in the elements above, or set as code is in
 * tables and lists of lines: in a font of fixed width, where lines do not wrap as in prose.
 * @param {any} element
 */
export const isUntouched = (element) => {
  if (call(element, "closest", UNTOUCHED)) return true;
  const { fontFamily, whiteSpace } = getComputedStyle(element);
  return /mono|courier/i.test(fontFamily) && whiteSpace !== "normal";
};
