import { beforeEach, expect, test, vi } from "vitest";
import { replaceTag } from "./page.js";

const DAY = 24 * 3600 * 1000;

/**
 * Loads the modules as a page would that has these attributes on its script tag.
 * @param {Record<string, string>} attributes
 * @param {object} [reader] what the reader's browser says of privacy
 */
async function open(attributes, reader = {}) {
  vi.resetModules();
  replaceTag(attributes);
  vi.stubGlobal("navigator", reader);
  const kept = await import("../src/sharekit/kept.js");
  const { device } = await import("../src/sharekit/settings.js");
  const sent = /** @type {any[]} */ ([]);
  const enqueue = (/** @type {any} */ item) => sent.push(item);
  vi.stubGlobal("sharekit", { _tools: { _device: device, _enqueue: enqueue } });
  const { recall } = await import("../src/more/recall.js");
  return { ...kept, recall, sent };
}

/** An event of a former page. */
const waiting = (at = Date.now() - DAY) => ({ at, name: "w1111111111", fact: { kind: "share" } });

beforeEach(() => vi.stubGlobal("localStorage", { "sharekit.theme": "dark" }));

test.each([
  ["never", {}, {}],
  ["ask", { consent: "ask" }, {}],
  ["channel", { consent: "given", privacy: "channel" }, {}],
  ["Global Privacy Control", { consent: "given" }, { globalPrivacyControl: true }],
  ["Do Not Track", { consent: "given" }, { doNotTrack: "1" }],
])("nothing is kept without consent: %s", async (_, attributes, reader) => {
  const { keep } = await open(/** @type {any} */ (attributes), reader);
  keep("own:w1111111111", { at: Date.now() });
  expect(localStorage).toEqual({ "sharekit.theme": "dark" });
});

test.each([
  ["never", {}, {}],
  ["channel", { consent: "given", privacy: "channel" }, {}],
  ["Global Privacy Control", { consent: "given" }, { globalPrivacyControl: true }],
  ["Do Not Track", { consent: "ask" }, { doNotTrack: "1" }],
])("items kept before are deleted, and only sharekit's: %s", async (_, attributes, reader) => {
  localStorage["sharekit:own:w1111111111"] = localStorage["sharekit:never"] = "{}";
  localStorage["sharekit-off-air"] = "the page's own";
  await open(/** @type {any} */ (attributes), reader);
  expect(localStorage).toEqual({
    "sharekit-off-air": "the page's own",
    "sharekit.theme": "dark",
  });
});

test("items kept with consent wait until this page knows of the consent", async () => {
  localStorage["sharekit:own:w1111111111"] = "{}";
  await open({ consent: "ask" });
  expect("sharekit:own:w1111111111" in localStorage).toBe(true);
});

test.each([
  ["never", {}],
  ["privacy", { consent: "ask", privacy: "channel" }],
])("saying yes changes nothing where the site keeps nothing: %s", async (_, attributes) => {
  const { consent, keep } = await open(/** @type {any} */ (attributes));
  consent(true);
  keep("own:w1111111111", { at: Date.now() });
  expect(localStorage).toEqual({ "sharekit.theme": "dark" });
});

test("each kept event is one item, and only sharekit's items are read", async () => {
  const { consent, forget, keep } = await open({ consent: "ask" });
  consent(true);
  keep("own:w1111111111", { at: 1 });
  keep("c1111111111", { at: 2 });
  expect(localStorage).toEqual({
    "sharekit.theme": "dark",
    "sharekit:own:w1111111111": '{"at":1}',
    "sharekit:c1111111111": '{"at":2}',
  });
  forget("c1111111111");
  consent(false);
  expect(localStorage).toEqual({ "sharekit.theme": "dark" });
});

test("a full storage is not an error", async () => {
  vi.stubGlobal(
    "localStorage",
    new Proxy(
      {},
      {
        set() {
          throw new DOMException("", "QuotaExceededError");
        },
      },
    ),
  );
  const { keep } = await open({ consent: "given" });
  expect(() => keep("own:w1111111111", { at: 1 })).not.toThrow();
});

test("events of former pages are sent again", async () => {
  localStorage["sharekit:w1111111111"] = JSON.stringify(waiting());
  const { recall, sent } = await open({ consent: "given" });
  recall();
  expect(sent).toEqual([waiting(sent[0].at)]);
});

test("foreign and incomplete items are ignored", async () => {
  localStorage["sharekit:theme"] = "dark";
  localStorage["sharekit:w1111111111"] = JSON.stringify(waiting());
  const { recall, sent } = await open({ consent: "given" });
  recall();
  expect(sent).toHaveLength(1);
  expect(localStorage["sharekit:theme"]).toBe("dark");
});

test("events of this page are on their way", async () => {
  localStorage["sharekit:w1111111111"] = JSON.stringify(waiting(Date.now()));
  const { recall, sent } = await open({ consent: "given" });
  recall();
  expect(sent).toEqual([]);
});

test("events are forgotten after 7 days, own tokens after one", async () => {
  const now = Date.now();
  const items = {
    "sharekit:w1111111111": waiting(now - 7 * DAY - 1000),
    "sharekit:w2222222222": waiting(now - 7 * DAY + 60_000),
    "sharekit:own:w3333333333": { at: now - DAY - 1000 },
    "sharekit:own:w4444444444": { at: now - DAY + 60_000 },
  };
  for (const [name, item] of Object.entries(items)) localStorage[name] = JSON.stringify(item);
  const { recall } = await open({ consent: "given" });
  recall();
  expect(Object.keys(localStorage)).toEqual([
    "sharekit.theme",
    "sharekit:w2222222222",
    "sharekit:own:w4444444444",
  ]);
});

test.each([[null], [undefined]])("without storage an open page counts: %s", async (storage) => {
  vi.stubGlobal("localStorage", storage);
  const { consent, keep } = await open({ consent: "given" });
  keep("own:w1111111111", { at: Date.now() });
  consent(false);
  const { isBare } = await import("../src/sharekit/settings.js");
  expect(Boolean(isBare())).toBe(false);
});
