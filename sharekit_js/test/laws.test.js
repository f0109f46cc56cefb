import fc from "fast-check";
import { expect, test } from "vitest";
import { strip as stripMark } from "../src/sharekit/mark.js";
import { addresses, glues, mark, marks, pages } from "./addresses.js";

/**
 * Says that there is no mark where `strip` says nothing.
 * @param {string} address
 */
const strip = (address) => [stripMark(address)[0], stripMark(address)[1]];

/** How many addresses each law is tried on: `make test ADDRESSES=100000` is the long run. */
const numRuns = Number(process.env.ADDRESSES ?? 3000);
const timeout = 60_000 + numRuns * 10;

/** Addresses without a mark. */
const plain = addresses.filter(({ isPlain }) => isPlain);

/**
 * @template T
 * @param {string} name
 * @param {fc.Arbitrary<T>} drawn
 * @param {(about: T) => void} holds
 */
const law = (name, drawn, holds) =>
  test(name, () => fc.assert(fc.property(drawn, holds), { numRuns }), timeout);

law("every mark comes off, the first one counts, all else stays", addresses, (drawn) => {
  expect(strip(drawn.address)).toEqual([drawn.clean, drawn.found]);
});

law("stripping twice is stripping once", addresses, ({ address }) => {
  const [clean] = strip(address);
  expect(strip(clean)).toEqual([clean, undefined]);
});

law("stripping undoes marking", fc.tuple(plain, marks), ([{ address }, text]) => {
  expect(strip(mark(address, text))).toEqual([address, text]);
});

law(
  "a new mark takes the place of the old ones",
  fc.tuple(addresses, marks, marks),
  ([{ address }, first, second]) => {
    expect(mark(mark(address, first), second)).toBe(mark(address, second));
  },
);

law("a route is left alone", fc.tuple(addresses, marks), ([{ address, isRoute }, text]) => {
  if (isRoute)
    expect([mark(address, text), ...strip(address)]).toEqual([address, address, undefined]);
});

law(
  "a browser that opens a marked address finds the page and the mark",
  fc.tuple(plain, marks),
  ([{ address }, text]) => {
    const { href, origin, username, pathname, search } = new URL(address);
    // As the browser writes it, it may have a mark after all, since it encodes what a chat glued on,
    // and be the route that this mark hid.
    fc.pre(strip(href)[1] === undefined && mark(href, text) !== href && !/#$/.test(href));
    const opened = new URL(mark(href, text));
    expect(opened).toMatchObject({ origin, username, pathname, search });
    expect(strip(opened.href)).toEqual([href, text]);
  },
);

law(
  "what a chat glued on comes off with the mark",
  fc.tuple(pages, marks, glues),
  ([page, text, glue]) => {
    const { href } = new URL(page);
    expect(strip(new URL(mark(href, text) + glue).href)).toEqual([href, text]);
  },
);
