import { beforeEach, expect, test, vi } from "vitest";

const TOKEN = "wK7mQ2xR9tL";
const ITEM = "sharekit:arrival";

/** @type {Record<string, string>} */
let device;

/** @type {Record<string, (event: object) => void>} */
let listeners;

/** The field of the page's form. */
let field = { value: "?" };

/**
 * Opens a page whose address had a mark, and whose reader lets things be kept or not.
 * @param {{mark?: string, isAllowed?: boolean, isBare?: boolean}} [given]
 */
async function open({ mark = TOKEN, isAllowed = false, isBare = false } = {}) {
  vi.resetModules();
  listeners = {};
  field = { value: "?" };
  const makeLink = () => {
    if (isAllowed) device["sharekit:own:a1111111111"] = "{}";
    return isBare ? {} : { _token: "a1111111111" };
  };
  vi.stubGlobal("sharekit", {
    _tools: { _device: device, _makeLink: makeLink, _strip: () => ["", mark || undefined] },
  });
  vi.stubGlobal("document", {
    addEventListener: (/** @type {string} */ name, /** @type {any} */ act) => {
      listeners[name] = act;
    },
    querySelectorAll: () => [{ previousElementSibling: field }],
  });
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("performance", { getEntriesByType: () => [{ name: "" }] });
  await import("../src/carry.js");
}

/** The page is hidden, or shown again. */
const hide = () => listeners.visibilitychange({ type: "visibilitychange", eventPhase: 2 });

beforeEach(() => {
  device = {};
});

test("a page that is opened in advance keeps nothing until something happens in it", async () => {
  await open({ isAllowed: true });
  expect([field.value, device]).toEqual([TOKEN, {}]);
  hide();
  expect(Object.keys(device)).toEqual([ITEM]);
});

test("what may not be kept is not kept", async () => {
  await open();
  hide();
  expect([field.value, device]).toEqual([TOKEN, {}]);
});

test("a carried mark does not begin another week", async () => {
  device[ITEM] = JSON.stringify({ name: TOKEN, at: 1 });
  await open({ isAllowed: true });
  hide();
  expect(JSON.parse(device[ITEM])).toEqual({ name: TOKEN, at: 1 });
});

test("the last arrival is kept", async () => {
  device[ITEM] = JSON.stringify({ name: "e1111111111", at: Date.now() });
  await open({ isAllowed: true });
  hide();
  expect(JSON.parse(device[ITEM]).name).toBe(TOKEN);
});

test("where marks are letters, a form gets the letter, and nothing is kept", async () => {
  await open({ isBare: true });
  hide();
  expect([field.value, device]).toEqual(["w", {}]);
});

test("a script that comes again does not listen again", async () => {
  await open();
  const { visibilitychange } = listeners;
  listeners = {};
  vi.resetModules();
  await import("../src/carry.js");
  expect(listeners).toEqual({});
  field.value = "";
  visibilitychange({ type: "visibilitychange", eventPhase: 2 });
  expect(field.value).toBe(TOKEN);
});

test("without sharekit.js it does nothing", async () => {
  await open();
  vi.stubGlobal("sharekit", undefined);
  field.value = "";
  hide();
  expect(field.value).toBe("");
});
