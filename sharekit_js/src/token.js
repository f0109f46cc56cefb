/**
 * Draws base58 characters (draft-msporny-base58: no 0, O, I and l), each equally likely. Base64 of
 * random bytes is uniform, and stays so without the six characters that base58 lacks; of 44
 * characters 11 remain but once in 10^26 times.
 * @param {number} length 11 at most
 */
export function draw(length) {
  const bytes = crypto.getRandomValues(new Uint8Array(33));
  return btoa(String.fromCharCode(...bytes))
    .replace(/[0OIl+/]/g, "")
    .slice(0, length);
}
