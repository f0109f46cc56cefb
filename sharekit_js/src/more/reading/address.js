import { strip } from "../../shared/tools.js";

/**
 * Returns an address in its shortest form: decoded, without scheme, anchor and final slash.
 * @param {string} address
 */
const shorten = (address) => {
  try {
    address = decodeURI(address);
  } catch {}
  return address.replace(/^https?:\/\//, "").replace(/\/?(#.*)?$/s, "");
};

/**
 * Returns whether a text is an article's address.
 * @param {string} text
 * @param {string} address
 */
export const isAddress = (text, address) => shorten(text) === shorten(address);

/**
 * Returns an address of an article with the mark of a link instead of its own, and the rest as it was
 * written.
 * @param {string} text
 * @param {string} link a marked address
 * @returns {string | undefined} nothing if one of them has no mark (a hash router's)
 */
export const markAs = (text, link) => {
  const [, mark] = strip(link);
  const [marked] = strip(text, mark);
  return mark && marked !== text ? marked : undefined;
};
