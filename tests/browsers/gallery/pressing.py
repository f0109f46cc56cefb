"""Presses every button of a bar, and returns the result of each."""

from __future__ import annotations

from typing import Final, NamedTuple

from tests.browsers.tables.engines import Browser
from tests.browsers.tables.engines.firefox import RunningFirefox
from tests.browsers.tables.reading.gestures import click
from tests.support.notices import COPIED
from tests.support.waiting import wait

BAR: Final = "[data-theme=light] [data-style=every] .sharekit"
SHORT_BAR: Final = "[data-theme=light] [data-style=bar] [dir=ltr] > .sharekit"
"""One that leaves something for the menu."""
LISTEN: Final = """
window.seen = { printed: 0, shared: [] };
window.print = () => { seen.printed += 1; };
if (arguments[0]) {
  Object.defineProperty(navigator, "share", {
    configurable: true,
    value: async (what) => { seen.shared.push(what.url); },
  });
}
"""
"""Replaces functions of the device: its printer, and on a phone its share menu."""
FORGET: Final = """
Object.assign(seen, { printed: 0, shared: [], held: "" });
document.querySelectorAll("[role=status]").forEach((status) => status.replaceChildren());
document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
document.querySelectorAll(":popover-open").forEach((menu) => menu.hidePopover());
"""
READ: Final = """
const bar = document.querySelector(arguments[0]);
const button = bar?.querySelector(`:scope > [data-sharekit-channel=${arguments[1]}]`);
return bar && {
  href: button.getAttribute("href"),
  ...window.seen,
  says: bar.querySelector("[role=status]").textContent,
  menu: bar.querySelectorAll(".sharekit-menu:popover-open a").length,
  picture: bar.querySelector("dialog[open] svg")?.clientWidth ?? 0,
};
"""
ON_THE_WAY: Final = ("", "about:blank")
"""What a tab shows between two pages."""
IS_FOR_AN_APP: Final = """
return !/^(https?|mailto):/.test(document.querySelector(arguments[0]).href);
"""
HOLD: Final = """
addEventListener("click", (event) => {
  if (!event.defaultPrevented) seen.held = event.target.closest("a").href;
  event.preventDefault();
}, { once: true });
"""
"""Holds back what Firefox would ask about in a window that WebDriver cannot leave."""
SHOWN: Final = """
const style = getComputedStyle(document.querySelector(arguments[0]));
return style.display !== "none" && style.visibility === "visible";
"""


class Pressed(NamedTuple):
    """The result of a button: one word, and the address that the reader gets."""

    came: str
    address: str = ""


def press(browser: Browser, slug: str, *, scripts: bool) -> Pressed:
    """Press a button; with our script in the page `LISTEN` was run before."""
    bar = SHORT_BAR if scripts and slug in {"native", "messenger"} else BAR
    selector = f"{bar} > [data-sharekit-channel={slug}]"
    if not browser.run(f"return Boolean(document.querySelector('{selector}'))"):
        return Pressed("missing")
    if not browser.run(SHOWN, selector):
        return Pressed("hidden")
    if scripts:
        browser.run(FORGET)
    if isinstance(browser, RunningFirefox) and browser.run(IS_FOR_AN_APP, selector):
        if not scripts:
            return Pressed(
                "opens", browser.run(f"return document.querySelector('{selector}').href")
            )
        browser.run(HOLD)
    before = browser.address()
    click(selector)(browser)
    return wait(
        lambda: see(browser, bar, slug, before=before), lambda pressed: pressed.came != "nothing"
    )


def see(browser: Browser, bar: str, slug: str, *, before: str) -> Pressed:
    """Return the effect of a press: a tab, another address, or a change in the page."""
    if address := browser.leave_tab():
        return Pressed("opens", address)
    if (address := browser.address()) not in {before, *ON_THE_WAY}:
        return Pressed("opens", address)
    seen = browser.run(READ, bar, slug) or {}
    if seen.get("held"):
        return Pressed("opens", seen["held"])
    if seen.get("shared"):
        return Pressed("shares", seen["shared"][0])
    for what, came in (("menu", "lists"), ("picture", "draws"), ("printed", "prints")):
        if seen.get(what):
            return Pressed(came, seen["href"])
    if seen.get("says") == COPIED:
        return Pressed("copies", seen["href"])
    return Pressed("nothing", seen.get("says", ""))
