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
 * Adds the mark of a link to an address of the same article, and keeps the rest as it was written.
 * @param {string} text
 * @param {string} link a marked address
 * @returns {string | undefined} nothing when the link has no mark (a hash router's)
 */
export const markAs = (text, link) => {
  const [mark] = /sk=\w+$/.exec(link) ?? [];
  return mark && text + (text.includes("#") ? "&" : "#") + mark;
};
