// A mark ends at `&`, at the end, or at closing punctuation that a chat appended: literally, or
// percent-encoded as browsers do with quotes, brackets and all characters beyond ASCII.
const MARK =
  /&sk(?:=|%3[Dd])([a-zA-Z](?:[1-9A-HJ-NP-Za-km-z]{10})?)(?:[!-%'-/:-@[-`{-~]|%(?:2\w|3[A-Fa-f]|60|[89A-Fa-f]\w))*(?=&|$)/g;

/**
 * Removes every mark from an address, and returns the first: a token, or only a letter. If a token
 * is given, it becomes the address's mark: after the anchor, before a `:~:`.
 *
 * Laws, where `mark(u, t)` is `strip(u, t)[0]`: `strip(mark(u, t))` returns u and t, for every u
 * without a mark or an empty fragment; `mark(mark(u, a), b) === mark(u, b)`. Addresses of hash
 * routers (`#/`, `#!`) are unchanged.
 * @param {string} address
 * @param {string} [token] what to put in: a token, or only a channel's letter
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
  // An address that would be a route without its mark is one already.
  return /^[/!]/.test(rest) || !(first || token)
    ? [address]
    : [rest ? page + "#" + rest : page, first?.[1]];
};
