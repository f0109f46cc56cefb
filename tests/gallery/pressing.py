"""Presses every button of a bar, and tells what came of each."""

from __future__ import annotations

from typing import Final, NamedTuple

from tests.browser.browsers import Browser
from tests.browser.gestures import click
from tests.browser.waiting import wait

BAR: Final = "[data-theme=light] [data-style=every] .sharekit"
SHORT_BAR: Final = "[data-theme=light] [data-style=bar] [dir=ltr] > .sharekit"
"""One that leaves something for the menu."""
LISTEN: Final = """
window.heard = { href: null, isHandled: null, printed: 0, shared: [] };
window.print = () => { heard.printed += 1; };
if (arguments[0]) {
  Object.defineProperty(navigator, "share", {
    configurable: true,
    value: async (what) => { heard.shared.push(what.url); },
  });
}
// Nothing outside is opened: where it would lead is read, after everybody has heard of the click.
window.addEventListener("click", (event) => {
  const button = event.target.closest("[data-sharekit-channel]");
  heard.href = button.getAttribute("href");
  heard.isHandled = event.defaultPrevented;
  event.preventDefault();
});
"""
FORGET: Final = """
Object.assign(heard, { href: null, isHandled: null, printed: 0, shared: [] });
document.querySelectorAll("[role=status]").forEach((status) => status.replaceChildren());
document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
document.querySelectorAll(":popover-open").forEach((menu) => menu.hidePopover());
"""
HEAR: Final = """
const bar = document.querySelector(arguments[0]);
return {
  href: heard.href,
  isHandled: heard.isHandled,
  printed: heard.printed,
  shared: heard.shared,
  says: bar.querySelector("[role=status]").textContent,
  menu: bar.querySelectorAll(".sharekit-menu:popover-open a").length,
  picture: bar.querySelector("dialog[open] img")?.naturalWidth ?? 0,
};
"""
SHOWN: Final = """
const style = getComputedStyle(document.querySelector(arguments[0]));
return style.display !== "none" && style.visibility === "visible";
"""


class Pressed(NamedTuple):
    """Is what came of a button: in a word, and the address that the reader takes along."""

    came: str
    address: str = ""


def press(browser: Browser, slug: str) -> Pressed:
    """Press a button with our script in the page; `LISTEN` was run before."""
    bar = SHORT_BAR if slug in {"native", "messenger"} else BAR
    selector = f"{bar} > [data-sharekit-channel={slug}]"
    if not browser.run(f"return Boolean(document.querySelector('{selector}'))"):
        return Pressed("missing")
    if not browser.run(SHOWN, selector):
        return Pressed("hidden")
    browser.run(FORGET)
    click(selector)(browser)
    return wait(lambda: read(browser, bar), lambda pressed: pressed.came != "nothing")


def read(browser: Browser, bar: str) -> Pressed:
    """Tell what is to be seen of a press."""
    seen = browser.run(HEAR, bar)
    if seen["isHandled"] is False:
        return Pressed("opens", seen["href"])
    if seen["shared"]:
        return Pressed("shares", seen["shared"][0])
    for what, came in (("menu", "lists"), ("picture", "draws"), ("printed", "prints")):
        if seen[what]:
            return Pressed(came, seen["href"])
    if seen["says"] == "Link copied":
        return Pressed("copies", seen["href"])
    return Pressed("nothing", seen["says"])


def follow(browser: Browser, slug: str) -> Pressed:
    """Tell where a button leads without our script: it is a link, which browsers open."""
    selector = f"{BAR} > [data-sharekit-channel={slug}]"
    if not browser.run(SHOWN, selector):
        return Pressed("hidden")
    return Pressed("opens", browser.run(f"return document.querySelector('{selector}').href"))
