/**
 * Returns random base58 characters (draft-msporny-base58: no 0, O, I and l), each equally likely:
 * base64 of random bytes is uniform, and remains so without the characters that base58 lacks. Of
 * its 44 characters fewer than 11 remain once in 10^26 times.
 * @param {number} length 11 at most
 */
export const draw = (length) =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(33))))
    .replace(/[0OIl+/]/g, "")
    .slice(0, length);
