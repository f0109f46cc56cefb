import fc from "fast-check";
import { strip } from "../src/sharekit/mark.js";

/**
 * Returns an address with a mark.
 * @param {string} address
 * @param {string} token
 */
export const mark = (address, token) => strip(address, token)[0];

const list = (/** @type {string} */ texts, /** @type {string[]} */ ...others) => [
  ...texts.split(" "),
  ...others,
];

const HOSTS = list(
  "news.example NEWS.example news.example. localhost 127.0.0.1 [::1] [2001:db8::7] a_b.example",
  ..."bücher.example xn--bcher-kva.example пример.испытание 例え.テスト".split(" "),
);
const USERS = list("reader@ reader:pass@ r%40b:p%23%3F@ :@", "", "", "", "");
const PORTS = list(":80 :443 :8443", "", "", "");
const PATHS = list(
  "/ /a/b/ // /a//b /sk=w1111111111 /a;v=1 /a%2Fb /100% /%zz /%25 /ü/€ /%C3%BC /a'(b) /@me /:~: /!",
  ..."/a.html /./b/../c".split(" "),
  "/a b",
  "",
);
const QUERIES = list(
  "? ?& ?= ?a ?a= ?a=1&b=2 ?a=1&a=2 ?&&a==b ?sk=w1111111111 ?sk=w&b ?q=a+b%20c ?q=%zz% ?q=%2520",
  ..."?q=ü😀 ?u=https://b.example/?c=d ?/route ?! ?:~:text=a".split(" "),
  ...Array(9).fill(""),
);
// Parts between `&` and `&` that are not marks, though some are nearly one.
const ANCHORS = list(
  "intro a=1 b q?x ? = == a/b x/ a;b ; : a:b ~ :~ ~: - _ + * , $ @ | ^ \\ ` '",
  ...'"said" (a) [b] {c} <d> a#b # 100% % %2 %zz %20 %25 %2520 %23 %26sk=w %C3%BC %C3'.split(" "),
  ..."ü é 目次 المقدمة 😀 %F0%9F%98%80 👩‍👧 /late !late".split(" "),
  ..."sk sk= sk=1 sk=0 sk=ü sk==w sk=w1 sk=w111111111 sk=w11111111111 sk=w0111111111".split(" "),
  ..."sk=wI111111111 sk=w1111111111a sk=w1111111111%41 sk=w1111111111.html sk=w😀".split(" "),
  ..."sk=w1111111111%0A SK=w Sk=w1111111111 ask=w task=1 -sk=w1111111111 skw".split(" "),
  ..."sk%3w sk%253Dw sk%2Dw %73k=w s=k=w".split(" "),
  "a b",
  " ",
  "",
);
const ROUTES = list("/ /inbox ! !/inbox /?sk=w1111111111 !sk=w //");
const DIRECTIVES = list(
  ":~: :~:text=swifts :~:text=a-,b,-c :~:text=a&text=b :~:text=%26sk=w :~:text=a&sk=w :~:unknown",
  ":~:text=a:~:text=b",
  ...Array(4).fill(""),
);
const GLUES = list(
  ". , ) ). ] } > \" ' ! ? ; : * _ ~ ` | ... / % # %22 %22%3E %3e %60 %20 %2E %29 %E2%80%9D %C2%BB",
  ..."%E2%80%A6 %F0%9F%98%80".split(" "),
  ...Array(9).fill(""),
);

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const oneOf = (/** @type {string[]} */ texts) => fc.constantFrom(...texts);
const join = (/** @type {fc.Arbitrary<string>[]} */ ...parts) =>
  fc.tuple(...parts).map((texts) => texts.join(""));

/** A mark's value: a token, or only a letter. */
export const marks = fc.oneof(
  join(oneOf([...LETTERS]), fc.string({ unit: oneOf([...BASE58]), minLength: 10, maxLength: 10 })),
  oneOf([...LETTERS]),
);

/** What chats glue to the end of an address. */
export const glues = oneOf(GLUES);

/** Addresses of every shape, up to the fragment. */
export const pages = join(
  oneOf(["https://", "http://"]),
  oneOf(USERS),
  fc.oneof({ weight: 3, arbitrary: oneOf(HOSTS) }, fc.domain(), fc.ipV4(), bracket(fc.ipV6())),
  oneOf(PORTS),
  fc.oneof(oneOf(PATHS), fc.webPath()),
  fc.oneof(
    { weight: 20, arbitrary: oneOf(QUERIES) },
    fc.webQueryParameters().map((query) => `?${query}`),
    fc.nat(5000).map((length) => `?long=${"x".repeat(length)}`),
  ),
);

/** @param {fc.Arbitrary<string>} arbitrary */
function bracket(arbitrary) {
  return arbitrary.map((text) => `[${text}]`);
}

/** A part of a fragment, between `&` and `&`, that is not a mark. */
const foreign = fc.oneof(
  { weight: 4, arbitrary: oneOf(ANCHORS) },
  fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !/&|^sk|:~:/.test(text)),
  fc.webFragments().filter((text) => !/&|^sk/.test(text)),
);

/** A part of a fragment that is a mark, and what it says. */
const marked = fc
  .tuple(oneOf(["=", "=", "%3D", "%3d"]), marks, glues)
  .map(([sign, mark, glue]) => ({ text: `sk${sign}${mark}${glue}`, mark }));

const theirs = foreign.map((text) => ({
  text,
  mark: /** @type {string | undefined} */ (undefined),
}));

/**
 * An address, and what strip has to make of it: known because it is put together from parts that
 * are marks and parts that are not.
 */
export const addresses = fc
  .tuple(
    pages,
    fc.boolean(),
    fc.array(fc.oneof({ weight: 3, arbitrary: theirs }, marked), { maxLength: 5 }),
    oneOf(DIRECTIVES),
    fc.oneof({ weight: 9, arbitrary: fc.constant("") }, oneOf(ROUTES)),
  )
  .filter(([, , parts, directive, route]) => {
    // Glue or an anchor that ends in `:~` would begin the directive earlier.
    const anchor = route + parts.map(({ text }) => text).join("&");
    return `${anchor}${directive}`.indexOf(":~:") === (directive ? anchor.length : -1);
  })
  .map(([page, hasFragment, drawn, directive, route]) => {
    const parts = route ? [{ text: route, mark: undefined }, ...drawn] : drawn;
    const sign = hasFragment || parts[0] || directive ? "#" : "";
    const anchor = parts.map(({ text }) => text).join("&");
    const address = page + sign + anchor + directive;
    const kept = parts.filter(({ mark }) => !mark).map(({ text }) => text);
    const fragment = kept.join("&") + directive;
    const isRoute = /^[/!]/.test(fragment);
    const found = isRoute ? undefined : parts.find(({ mark }) => mark)?.mark;
    const clean = !found ? address : fragment ? `${page}#${fragment}` : page;
    // The law of the round trip leaves out an empty fragment and a leading `&`.
    const isPlain = !found && !isRoute && !/^[^#]*#(?:$|&)/.test(address);
    return { address, clean, found, isRoute, isPlain };
  });
