"""Looks at the gallery in every theme: the page bar, contrast, zoom, text spacing, what moves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, ElementHandle, Page, Route, expect

from tests.browsers.axe import get_violations
from tests.browsers.gallery.seeing import CONTRASTS, read_contrasts
from tests.browsers.tables.engines import Browser as Driven
from tests.browsers.tables.reading.gestures import click
from tests.support.notices import FAILED
from tests.support.waiting import wait
from tests.systems.flow.demo_reader import Reader, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]

READY = "html[data-sharekit-ready]"
STATES = ("default", "hover", "focus", "active", "open")
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "forced colours, dark": {"forced_colors": "active", "color_scheme": "dark"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "320 px, dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "a phone": {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True},
}
BOTH = ("forced colours, dark", "320 px, dark")
SIGHTS = [pytest.param(name, marks=[pytest.mark.thorough] * (name in BOTH)) for name in LOOKS]
"""The looks; `make test` takes each property by itself, `make test-all` two at once as well."""
COLOURED = ("dark", "forced colours", "forced colours, dark", "320 px, dark")
SHAPES = [pytest.param(name, marks=[pytest.mark.thorough] * (name in COLOURED)) for name in LOOKS]
"""The same for what colours cannot change: `make test` looks at each width once."""
# https://www.w3.org/TR/WCAG22/#text-spacing
SPACED = (
    "* {line-height: 1.5 !important; letter-spacing: 0.12em !important;"
    " word-spacing: 0.16em !important} p {margin-block-end: 2em !important}"
)
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries())
    shifts.push([value, sources.map(({ node }) => node?.className ?? node?.nodeName)]);
}).observe({ type: "layout-shift", buffered: true });
"""
MENU = ".sharekit-menu:popover-open"
SHOWN_CONTRASTS = f"""
const compare = {CONTRASTS};
return [...document.querySelectorAll(".sharekit-button")]
  .filter((button) => button.checkVisibility({{ visibilityProperty: true }}))
  .flatMap((button) => compare(button).map((each) => [button.dataset.sharekitChannel, ...each]));
"""
MIDDLE = """
(button) => {
  button.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = button.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}
"""
SIZES = """
(buttons) => buttons.map((button) => {
  const { width, height } = button.getBoundingClientRect();
  return [width, height];
})
"""
# Content outside its box, or outside the page.
OVERFLOWS = """
() => [
  ...(document.documentElement.scrollWidth > innerWidth ? ["page"] : []),
  ...[...document.querySelectorAll(".sharekit-button")].filter((button) => {
    const name = button.querySelector("span").getBoundingClientRect();
    const box = button.getBoundingClientRect();
    const isShown = box.width && name.width > 1;
    return isShown && (name.left < box.left - 2 || name.right > box.right + 2 ||
      name.bottom > box.bottom + 2);
  }).map(({ dataset }) => dataset.sharekitChannel),
]
"""


@pytest.fixture(params=LOOKS)
def look(browser: Browser, gallery: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Show the gallery in every look; axe writes into pages, which their own policy forbids."""
    with read(browser, gallery, bypass_csp=True, **LOOKS[request.param]) as reader:
        yield show(reader, gallery)


def show(reader: Reader, gallery: str) -> Page:
    page = reader.context.new_page()
    page.goto(gallery)
    page.wait_for_selector(READY, state="attached")
    return page


def open_menu(page: Page) -> None:
    page.locator("[data-sharekit-channel=native]").first.click()
    page.locator(".sharekit-menu:popover-open a").first.wait_for()


def open_code(page: Page) -> None:
    page.locator("[data-sharekit-channel=qr]").first.click()
    page.locator("dialog[open] svg").wait_for()


@pytest.mark.parametrize("look", SIGHTS, indirect=True)
def test_axe_finds_nothing_on_the_gallery(look: Page) -> None:
    assert get_violations(look) == []

    open_menu(look)
    assert get_violations(look) == []

    look.keyboard.press("Escape")
    open_code(look)
    assert get_violations(look) == []


@pytest.mark.parametrize("look", SHAPES, indirect=True)
def test_every_target_has_24_pixels(look: Page) -> None:
    open_menu(look)

    sizes = look.locator(".sharekit-button:visible").evaluate_all(SIZES)

    assert len(sizes) > 80
    assert [size for size in sizes if min(size) < 24] == []


@pytest.mark.parametrize("look", SHAPES, indirect=True)
def test_nothing_is_out_of_its_box_with_more_room_between_letters(look: Page) -> None:
    assert look.evaluate(OVERFLOWS) == []

    look.add_style_tag(content=SPACED)
    open_menu(look)

    assert look.evaluate(OVERFLOWS) == []


def test_at_400_percent_nothing_is_outside_of_the_window(browser: Browser, gallery: str) -> None:
    # 1280 x 1024 at 400 %, https://www.w3.org/TR/WCAG22/#reflow
    with read(browser, gallery, viewport={"width": 320, "height": 256}) as reader:
        page = show(reader, gallery)
        for open_, box in ((open_menu, ".sharekit-menu:popover-open"), (open_code, "dialog[open]")):
            open_(page)
            size = page.locator(box).bounding_box()
            assert size and size["x"] >= 0 and size["x"] + size["width"] <= 320
            assert page.locator(box).evaluate("it => it.scrollHeight >= it.clientHeight")
            assert size["height"] <= 256
            page.keyboard.press("Escape")
        assert page.evaluate(OVERFLOWS) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(".gallery-cell:not([dir=rtl])", id="left to right"),
        # The same colours a second time.
        pytest.param(".gallery-cell[dir=rtl]", id="right to left", marks=pytest.mark.thorough),
    ],
)
def test_glyphs_have_3_to_1_and_names_4_5_to_1_in_every_state(
    browser: Browser, gallery: str, theme: Literal["light", "dark"], cells: str
) -> None:
    with read(browser, gallery, color_scheme=theme) as reader:
        page = show(reader, gallery)
        found = []
        buttons = page.locator(f"[data-theme={theme}] {cells} .sharekit-button:visible")
        # Handles: a locator would look for its button among all of them at each step.
        for button in buttons.element_handles():
            slug = button.get_attribute("data-sharekit-channel")
            for state in STATES[:4]:
                put_into(page, button, state)
                found += [(slug, state, *sight) for sight in read_contrasts(button)]
            leave(page)
        page.locator(f"[data-theme={theme}] [data-sharekit-channel=native]").first.click()
        for button in page.locator(".sharekit-menu .sharekit-button:visible").element_handles():
            button.hover()
            slug = button.get_attribute("data-sharekit-channel")
            found += [(slug, "in the menu", *sight) for sight in read_contrasts(button)]

    assert len(found) > 200
    low = [each for each in found if each[3] < (3 if each[2] == "svg" else 4.5)]
    assert low == []


@pytest.mark.parametrize("name", ["firefox", "webkit"])
def test_glyphs_and_names_have_as_much_in_other_browsers(
    browsers: Callable[[str], Driven], gallery: str, name: str
) -> None:
    browser_ = browsers(name)
    browser_.open(gallery)
    wait(lambda: browser_.run(f"return document.querySelector('{READY}') !== null"))
    click("[data-theme=light] [data-sharekit-channel=native]")(browser_)
    wait(lambda: browser_.run(f"return document.querySelector('{MENU} a') !== null"))

    found = browser_.run(SHOWN_CONTRASTS)

    assert len(found) > 150
    assert [each for each in found if each[2] < (3 if each[1] == "svg" else 4.5)] == []


def put_into(page: Page, button: ElementHandle, state: str) -> None:
    """Let the button be hovered, focused or pressed for real."""
    if state == "hover":
        page.mouse.move(*button.evaluate(MIDDLE))
        wait(lambda: button.evaluate("button => button.matches(':hover')"))
    elif state == "focus":
        button.focus()
    elif state == "active":
        page.mouse.down()
        wait(lambda: button.evaluate("button => button.matches(':active')"))


def leave(page: Page) -> None:
    """Release a button elsewhere, which is not a click."""
    page.mouse.move(1, 1)
    page.mouse.up()


def test_the_gallery_breaks_no_policy_asks_nobody_else_and_sets_no_cookie(
    browser: Browser, gallery: str
) -> None:
    with read(browser, gallery) as reader:
        page = show(reader, gallery)
        open_menu(page)
        page.keyboard.press("Escape")
        open_code(page)
        page.keyboard.press("Escape")
        page.evaluate("window.print = () => {}")
        for channel in ("copy-link", "print"):
            page.locator(f"[data-sharekit-channel={channel}]:visible").first.click()

        assert reader.troubles == []
        assert reader.context.cookies() == []
        assert all(address.startswith(gallery[:20]) for address in reader.requested)


def test_a_bar_that_leaves_nothing_for_a_menu_shows_the_link(
    browser: Browser, gallery: str
) -> None:
    with read(browser, gallery) as reader:
        page = show(reader, gallery)
        bar = page.locator("[data-theme=light] [data-style=every] .sharekit")
        bar.locator("[data-sharekit-channel=native]").click()

        status = bar.get_by_role("status")
        expect(status).to_have_text(re.compile(f"^{FAILED} {gallery}#sk=n\\w{{10}}$"))
        expect(bar.locator(".sharekit-menu")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_moves_while_stylesheet_and_scripts_arrive(
    browser: Browser, gallery: str, width: int
) -> None:
    with read(browser, gallery, viewport={"width": width, "height": 800}) as reader:
        reader.context.add_init_script(SHIFTS)
        page = reader.context.new_page()
        late: list[Route] = []
        page.route(re.compile(r"/sharekit/[^/]+\.(css|js)"), lambda route: late.append(route))
        page.goto(gallery, wait_until="commit")

        def find_late() -> set[str]:
            page.wait_for_timeout(10)  # Playwright routes only while it waits
            return {route.request.resource_type for route in late}

        wait(find_late, lambda kinds: kinds == {"stylesheet", "script"})
        # A browser that does not wait for them paints meanwhile.
        page.wait_for_timeout(500)
        page.route("**", lambda route: route.continue_())
        for route in late:
            route.continue_()
        page.wait_for_selector(READY, state="attached")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

        assert page.evaluate("shifts") == []
