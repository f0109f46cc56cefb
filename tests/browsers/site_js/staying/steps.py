"""The steps of the table of stays, as scripts that a page runs."""

from __future__ import annotations

from typing import Final

WATCH: Final = """
window.views = [];
const send = fetch;
window.fetch = (address, given) => {
  if (/events/.test(address)) {
    for (const { kind, entry, article } of JSON.parse(given.body).events) {
      if (kind === "view" && !entry) views.push(new URL(article.split(" ")[1]).pathname);
    }
  }
  return send(address, given);
};
window.main = document.querySelector("main");
window.article = document.querySelector("article");
window.sidebar = document.querySelector("aside");
window.at = (path) => history.pushState({}, "", path);
window.take = async (path) => {
  const html = await (await send(path)).text();
  window.other = new DOMParser().parseFromString(html, "text/html").querySelector("article");
  window.bar = other.querySelector("[data-sharekit]");
};
// A bar of the first story, as in a list "read also".
window.list = (...bars) => {
  const box = document.createElement("section");
  box.append("Read also", ...bars.map((bar) => bar.cloneNode(true)));
  return box;
};
window.own = article.querySelector("[data-sharekit]");
take(arguments[0]);
"""
"""Records page views, and fetches the other story, which is then `other`, its bar `bar`."""
OVERLAY: Final = (
    """
    const link = sidebar.querySelector("a");
    link.setAttribute("up-layer", "new modal");
    link.setAttribute("up-target", "main");
    link.click();
    """,
    "return Boolean(document.querySelector('up-modal [data-sharekit]'))",
    "up.layer.dismiss()",
    "return !document.querySelector('up-modal')",
)
"""An overlay with an address of its own."""
PHOTO: Final = (
    "at('/stories/swifts/photo-1/'); document.body.append('Photo')",
    "history.replaceState({}, '', '/stories/swifts/'); document.body.lastChild.remove()",
)
LISTS: Final = "other.append(list(own))"
"""The other story lists the story below it."""
FADES: Final = "at('/stories/swifts/'); sidebar.append('.')"
BELOW: Final = "main.append(other)"
DOWN: Final = "history.replaceState({}, '', '/stories/bridge/'); sidebar.append('.')"
UP: Final = "history.replaceState({}, '', '/stories/swifts/'); sidebar.append('.')"
TO_OTHER: Final = "at('/stories/bridge/'); main.replaceChildren(other)"
TO_FIRST: Final = "at('/stories/swifts/'); main.replaceChildren(article)"
LOADING: Final = "at('/stories/bridge/'); main.append('Loading')"
ROUTER: Final = """
const sleep = (milliseconds, signal) => new Promise((resolve, reject) => {
  setTimeout(resolve, milliseconds);
  signal?.addEventListener("abort", () => reject(signal.reason));
});
const show = async (signal) => {
  await sleep(600, signal);
  main.replaceChildren(other);
  await sleep(300, signal);
};
window.errors = 0;
window.navigation?.addEventListener("navigateerror", () => errors++);
window.navigation?.addEventListener("navigate", (event) => {
  if (event.hashChange || IGNORED) return;
  event.intercept({ handler: () => show(event.signal) });
});
window.follow = (address) => {
  if (window.navigation) return navigation.navigate(address).finished.catch(() => {});
  at(address);
  show();
};
"""
"""Fetches pages for 600 ms, and shows them for 300 ms; without the Navigation API, by hand."""
FOLLOWED: Final = (
    "follow('/stories/bridge/#sk=wK7mQ2xR9tL')",
    "return other.isConnected && !window.navigation?.transition",
    "return location.pathname === '/stories/bridge/' && !location.hash",
    "return errors === 0",
)
BESIDE: Final = "sidebar.append(window.most = list(own, bar))"
"""A list of both stories that stays beside them."""
EMPTY: Final = "main.replaceChildren('Loading')"
SHOW_OTHER: Final = "main.replaceChildren(other)"
SHOW_FIRST: Final = "main.replaceChildren(article)"
BEFORE: Final = (SHOW_OTHER, DOWN, SHOW_FIRST, UP)
AFTER: Final = (DOWN, SHOW_OTHER, UP, SHOW_FIRST)
"""Both pages, which come before or after their addresses."""
MUTUAL: Final = "other.append(list(own)); article.append(list(bar))"
POLL: Final = "most.replaceWith(window.most = most.cloneNode(true))"
ABOVE: Final = "at('/stories/bridge/'); document.body.append(other)"
CLOSES: Final = "at('/stories/swifts/'); other.remove()"
MORPH_BACK: Final = """
window.onpopstate = () => {
  article.querySelector("[data-sharekit]").dataset.sharekit = keys[0];
  article.append("Changed");
};
history.back();
"""
MORPH: Final = """
const here = article.querySelector("[data-sharekit]");
window.keys ??= [bar.dataset.sharekit, here.dataset.sharekit];
const [key] = keys;
keys.reverse();
at(new URL(key.split(" ")[1]).pathname);
here.dataset.sharekit = key;
article.append("Changed");
"""
TAB: Final = (
    "at('/stories/bridge/comments/'); sidebar.append('.')",
    "history.replaceState({}, '', '/stories/bridge/'); sidebar.append('.')",
)
"""A tab of the other story with an address, and back."""
FADE_IN: Final = "at('/stories/bridge/'); main.append(other)"
"""The other story's page comes while the old one fades out."""
OVERLAY_LISTS: Final = (
    "sidebar.append(window.above = list(bar))",
    "at('/stories/third/'); sidebar.append('.')",
    "above.remove()",
    DOWN,
)
"""An overlay, whose content comes before its address, lists the other story and closes."""
SEARCH: Final = (
    "sidebar.append(window.found = list(bar))",
    "found.replaceWith(window.found = list(bar))",
)
"""Results of a search, which are rendered again when the reader types on."""
NO_BAR: Final = "own.remove()"
"""The first page is one without a bar of its own, such as a front page."""
