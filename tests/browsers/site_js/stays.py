"""What may happen in a page whose address changes, and the page views that it makes: a table."""

from __future__ import annotations

from typing import Final, NamedTuple

from tests.browsers.site_js.tab import BRIDGE, SWIFTS

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


class Stay(NamedTuple):
    """A row: what happens in the page, one step after the other, and the page views that it makes.

    A step that returns false is tried again.
    `is_basic` rows are tried in every browser by `make test`, too.
    """

    rule: str
    steps: tuple[str, ...]
    views: tuple[str, ...]
    script: str = "none"
    is_basic: bool = False


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
PHOTO: Final = (
    "at('/stories/swifts/photo-1/'); document.body.append('Photo')",
    "history.replaceState({}, '', '/stories/swifts/'); document.body.lastChild.remove()",
)
LISTS: Final = "other.append(list(own))"
"""An overlay with an address of its own; its story lists the story below."""
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

STAYS: Final = [
    Stay(
        "an overlay that closes does not bring back the page below it",
        OVERLAY * 2,
        (BRIDGE, BRIDGE),
        script="unpoly",
        is_basic=True,
    ),
    Stay(
        "a reader who scrolls between two articles reads the second one once",
        (BELOW, *(DOWN, UP) * 3),
        (BRIDGE,),
        is_basic=True,
    ),
    Stay("an article above is read once", ("main.prepend(other)", *(DOWN, UP) * 2), (BRIDGE,)),
    Stay("a gallery with addresses is not a page view", PHOTO * 2, (), is_basic=True),
    Stay(
        "an anchor does not end the view of a page whose bar comes later",
        (
            "bar.remove(); at('/stories/bridge/'); main.replaceChildren(other)",
            "location.hash = 'passage'",
            "other.append(bar)",
        ),
        (BRIDGE,),
        is_basic=True,
    ),
    Stay(
        "back ends the view of a page whose bar has not come",
        (
            "bar.remove(); at('/stories/bridge/'); main.append(other)",
            "history.back()",
            "other.append(bar)",
            "sidebar.append('.')",
        ),
        (),
    ),
    Stay(
        "a page that a router keeps and shows again is a page view",
        (TO_OTHER, TO_FIRST, TO_OTHER),
        (BRIDGE, SWIFTS, BRIDGE),
    ),
    Stay(
        "a bar that morphing makes another article's is a page view",
        (MORPH, MORPH, MORPH),
        (BRIDGE, SWIFTS, BRIDGE),
    ),
    Stay(
        "a bar of the article in a list that stays hides no page view",
        (
            "sidebar.append(bar.cloneNode(true))",
            *(LOADING, "main.replaceChildren(other)"),
            TO_FIRST,
            *(LOADING, "main.replaceChildren(other)"),
        ),
        (BRIDGE, SWIFTS, BRIDGE),
    ),
    Stay(
        "nor one after back",
        (
            "sidebar.append(bar.cloneNode(true))",
            *(TO_OTHER, TO_FIRST),
            *("history.back()", "main.replaceChildren('Loading')", "main.replaceChildren(other)"),
            TO_FIRST,
            LOADING,
        ),
        (BRIDGE, SWIFTS, SWIFTS, BRIDGE),
    ),
    Stay(
        "a bar that is rendered again in place is not a page view, neither then nor later",
        ("article.replaceWith(window.article = article.cloneNode(true))", *PHOTO),
        (),
    ),
    Stay(
        "a bar that only moves is the same one",
        (
            "at('/stories/swifts/photo-1/'); document.body.append(article)",
            "main.append(article); history.replaceState({}, '', '/stories/swifts/')",
        ),
        (),
    ),
    Stay(
        "an overlay that lists the article below it and fades out does not bring it back",
        (LISTS, *("at('/stories/bridge/'); sidebar.append(other)", FADES, "other.remove()") * 2),
        (BRIDGE, BRIDGE),
    ),
    Stay(
        "nor does one that has its address after its content and before it closes",
        (LISTS, *("sidebar.append(other)", "at('/stories/bridge/')", "other.remove()", FADES) * 2),
        (BRIDGE, BRIDGE),
    ),
    Stay(
        "an article that an overlay shows again above itself is the same page, then and later",
        (
            "at('/stories/bridge/'); sidebar.replaceChildren(other)",
            "at('/stories/swifts/'); sidebar.replaceChildren(article.cloneNode(true))",
            "at('/stories/bridge/'); sidebar.replaceChildren(other)",
            "at('/stories/swifts/'); sidebar.replaceChildren()",
        ),
        (BRIDGE, BRIDGE),
    ),
    Stay(
        "articles that are added below and list those above do not bring them back",
        (BELOW, DOWN, "main.append(list(own, bar))", UP, DOWN, UP),
        (BRIDGE,),
    ),
    Stay(
        "a mark that a router follows is removed when the page is there, and stops nothing",
        (ROUTER.replace("IGNORED", "event.navigationType === 'replace'"), *FOLLOWED),
        (BRIDGE,),
    ),
    Stay(
        "nor does it where the router intercepts each change of the address",
        (ROUTER.replace("IGNORED", "!event.canIntercept"), *FOLLOWED),
        (BRIDGE,),
    ),
    Stay(
        "a tab of the article with an address and a page of its own is not one of the article",
        ("at('/stories/swifts/comments/'); main.replaceChildren('No comment')",),
        (),
    ),
    Stay(
        "an article that comes back from such a tab is a page view",
        ("at('/stories/swifts/comments/'); main.replaceChildren('No comment')", TO_FIRST),
        (SWIFTS,),
    ),
    Stay(
        "a page that is emptied before the next one comes is left, also beside a list that stays",
        (BESIDE, *(EMPTY, TO_OTHER, EMPTY, TO_FIRST) * 2),
        (BRIDGE, SWIFTS, BRIDGE, SWIFTS),
        is_basic=True,
    ),
    Stay(
        "nor does such a list hide a page that comes before its address",
        (BESIDE, *BEFORE * 2),
        (BRIDGE, SWIFTS, BRIDGE, SWIFTS),
        is_basic=True,
    ),
    Stay(
        "nor one of articles that list each other",
        (BESIDE, MUTUAL, *AFTER * 2),
        (BRIDGE, SWIFTS, BRIDGE, SWIFTS),
    ),
    Stay(
        "nor one of articles that list each other and come before their addresses",
        (BESIDE, MUTUAL, *BEFORE * 2),
        (BRIDGE, SWIFTS, BRIDGE, SWIFTS),
    ),
    Stay(
        "a list that is rendered again below an overlay brings back the page below",
        (BESIDE, TO_OTHER, TO_FIRST, ABOVE, POLL, CLOSES, ABOVE, CLOSES),
        (BRIDGE, SWIFTS, BRIDGE, SWIFTS, BRIDGE),
    ),
    Stay(
        "a bar that morphing makes another article's after back is that article's page",
        (MORPH, MORPH_BACK, *PHOTO),
        (BRIDGE,),
    ),
]
