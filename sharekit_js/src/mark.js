// A mark ends at `&`, at the end, or at closing punctuation that a chat glued on: as it is, or
// percent-encoded as browsers do with quotes, brackets and everything beyond ASCII.
const MARK =
  /&sk(?:=|%3[Dd])([a-zA-Z](?:[1-9A-HJ-NP-Za-km-z]{10})?)(?:[!-%'-/:-@[-`{-~]|%(?:2\w|3[A-Fa-f]|60|[89A-Fa-f]\w))*(?=&|$)/g;

/**
 * Takes every mark out of an address, and tells the first: a token, or a letter alone.
 *
 * Law: `strip(mark(u, t))` gives u and t, for every u without a mark of ours or an empty fragment.
 * Addresses of hash routers (`#/`, `#!`) stay as they are.
 * @param {string} address
 * @param {string} [token] what to put in instead, see `mark`
 * @returns {[address: string, mark?: string]}
 */
export const strip = (address, token) => {
  const [, page, anchor, directive = ""] = /** @type {string[]} */ (
    /([^#]*)#?(.*?)(:~:.*)?$/s.exec(address)
  );
  const pieces = anchor && "&" + anchor;
  const [first] = pieces.matchAll(MARK);
  const kept = pieces.replace(MARK, "") + (token ? "&sk=" + token : "");
  const rest = kept.slice(1) + directive;
  // What would become a route without its mark is one already.
  return /^[/!]/.test(rest) || !(first || token)
    ? [address]
    : [rest ? page + "#" + rest : page, first?.[1]];
};

/**
 * Puts a mark into an address: behind its anchor, before a `:~:`, in the place of an older mark.
 *
 * Law: `mark(mark(u, a), b) === mark(u, b)`.
 * @param {string} address
 * @param {string} token a token, or a channel's letter alone
 */
export const mark = (address, token) => strip(address, token)[0];
