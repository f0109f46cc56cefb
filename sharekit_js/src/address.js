/**
 * Returns an address as pages print it at their shortest: decoded, without scheme, anchor and last
 * slash.
 * @param {string} address
 */
const shorten = (address) => {
  try {
    address = decodeURI(address);
  } catch {}
  return address.replace(/^https?:\/\//, "").replace(/\/?(#.*)?$/s, "");
};

/**
 * Tells whether a text is an article's address.
 * @param {string} text
 * @param {string} address
 */
export const isAddress = (text, address) => shorten(text) === shorten(address);

/**
 * Puts the mark of a link behind an address of the same article, which stays as it was written.
 * @param {string} text
 * @param {string} link a marked address
 * @returns {string | undefined} nothing when the link has no mark (a hash router's)
 */
export const markAs = (text, link) => {
  const [mark] = /sk=\w+$/.exec(link) ?? [];
  return mark && text + (text.includes("#") ? "&" : "#") + mark;
};
