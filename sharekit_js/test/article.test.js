import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { replaceTag } from "./page.js";

const word = fc.string({ minLength: 1 }).filter((text) => !/\s/.test(text));
const title = fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 });
const signature = fc.stringMatching(/^[\w-]{43}$/);
const SIGNATURE = `g1e:${"s".repeat(43)}`;

/**
 * Returns the reader of keys of a page.
 * @param {Record<string, string>} [dataset] what its script tag says
 */
const load = async (dataset) => {
  vi.resetModules();
  replaceTag(dataset);
  return (await import("../src/sharekit/article.js")).read;
};

beforeEach(() => vi.unstubAllGlobals());

test("a key gives back its address and its title", async () => {
  const read = await load();
  const path = fc.webPath();
  fc.assert(
    fc.property(word, path, title, signature, (identity, place, name, signed) => {
      const address = `https://site.example${place}`;
      const key = `${identity} ${address} ${name}:g1e:${signed}`;
      expect(read(key)).toEqual({ _key: key, address, title: name });
    }),
  );
});

test("a text that is not a key gives nothing", async () => {
  const read = await load();
  const HERE = "https://site.example/";
  for (const text of [
    undefined,
    "",
    "a",
    "a b",
    "a b c",
    "a b c:",
    "a b c:d e",
    `a ${HERE} c`,
    `a ${HERE} c:d`,
    `a ${HERE} c:d:`,
    `a ${HERE} c:d:e f`,
    `a ${HERE}\x1b[2J c:d:e`,
    `a ${HERE}\u202e c:d:e`,
  ]) {
    expect(read(text)).toBeUndefined();
  }
});

test("a key of a host that the tag does not name gives nothing", async () => {
  const read = await load({ hosts: "m.site.example other.example:8000" });
  for (const [origin, isOwn] of /** @type {[string, boolean][]} */ ([
    ["https://site.example", true],
    ["http://site.example", true],
    ["https://m.site.example", true],
    ["https://other.example:8000", true],
    ["https://other.example", false],
    ["https://evil.example", false],
    ["https://evil.site.example", false],
    ["https://site.example.evil.example", false],
    ["https://site.example@evil.example", false],
    ["https://evil.example\\@site.example", false],
    ["https://evil.example\\site.example", false],
    ["https:\\\\site.example", false],
    ["https:site.example", false],
    ["//site.example", false],
    ["javascript://site.example", false],
    ["javascript:alert(1)//https://site.example", false],
    ["https://", false],
  ])) {
    expect([origin, Boolean(read(`x ${origin}/a/ A title:${SIGNATURE}`))]).toEqual([origin, isOwn]);
    // The server writes no address without a path.
    expect([origin, read(`x ${origin}?a A title:${SIGNATURE}`)]).toEqual([origin, undefined]);
  }
});

test("what the tag says of its article no other key changes", async () => {
  const article = `news:7 https://site.example/a/ The bridge:${SIGNATURE}`;
  const read = await load({ article });
  expect(read(`x https://site.example/a/ Give me your money:${SIGNATURE}`)).toEqual({
    _key: article,
    address: "https://site.example/a/",
    title: "The bridge",
  });
  expect(read(`x https://site.example/b/ Another:${SIGNATURE}`)?.title).toBe("Another");
});

test("an article whose tag has no title gets none from another key", async () => {
  for (const title of ["https://site.example/a/", "https"]) {
    const article = `/a/ https://site.example/a/ ${title}:${SIGNATURE}`;
    const read = await load({ article });
    for (const identity of ["x", "/a/"]) {
      expect(read(`${identity} https://site.example/a/ Give money:${SIGNATURE}`)).toEqual({
        _key: article,
        address: "https://site.example/a/",
        title,
      });
    }
  }
});

test("a text without end is read in time", async () => {
  const read = await load();
  for (const text of [
    `x https://${"a".repeat(300_000)}`,
    `${"x".repeat(300_000)} https://site.example/`,
    `x https://site.example/ ${":a".repeat(150_000)} `,
    `x https://site.example/${" ".repeat(300_000)}`,
  ]) {
    expect(read(text)).toBeUndefined();
  }
});

test("a page is known by its path as the site reads it, and by the query keys that it keeps", async () => {
  await load({ keep: "id page" });
  const { locate } = await import("../src/sharekit/article.js");
  for (const [opened, path, found] of /** @type {[string, string, string | undefined][]} */ ([
    ["/a/", "/a/", "/a/"],
    ["/caf%c3%a9/", "/caf%C3%A9/", "/caf%C3%A9/"],
    ["/café/", "/caf%C3%A9/", "/caf%C3%A9/"],
    ["/%61/~b", "/a/%7Eb", "/a/%7Eb"],
    ["/a", "/a/", "/a/"],
    ["/a/", "/a", "/a"],
    ["/%ff/", "/%FF/", "/%FF/"],
    ["/100%/", "/100%25/", "/100%25/"],
    ["/A/", "/a/", undefined],
    ["/a/b/", "/a/", undefined],
    ["/", "/", "/"],
    ["/a/?id=1", "/a/?id=1", "/a/?id=1"],
    ["/a/?id=2", "/a/?id=1", undefined],
    ["/a/", "/a/?id=1", undefined],
    ["/a/?id=1&utm_source=x", "/a/?id=1", "/a/?id=1"],
    ["/a/?page=2#intro", "/a/", "/a/?page=2#intro"],
    ["/a/?page=2", "/a/?id=1", undefined],
    ["/a/?id=1&page=2", "/a/?id=1", "/a/?id=1&page=2"],
    ["/a/?utm_source=x", "/a/?q=y", "/a/?q=y"],
  ])) {
    vi.stubGlobal("location", new URL(opened, "https://site.example"));
    const address = `https://site.example${path}`;
    expect([opened, path, locate({ _key: "", address, title: "" })]).toEqual([
      opened,
      path,
      found && `https://site.example${found}`,
    ]);
  }
});

test("another script that extends all objects gives the script no settings", async () => {
  Object.assign(Object.prototype, {
    article: "x https://site.example/evil/ Evil:g1e:x",
    privacy: "channel",
  });
  try {
    await load();
    const { own } = await import("../src/sharekit/article.js");
    const { isBare } = await import("../src/sharekit/settings.js");
    expect([own, Boolean(isBare())]).toEqual([undefined, false]);
  } finally {
    Reflect.deleteProperty(Object.prototype, "article");
    Reflect.deleteProperty(Object.prototype, "privacy");
  }
});
