"""Tests how the bar looks in a real browser: sizes, contrast, movement and hidden parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FloatRect, Page

import sharekit
from sharekit.buttons.bar import STYLES, render_bar
from sharekit.buttons.qr import draw
from sharekit.channels.find import get_all
from tests.support.notices import COPIED, FAILED
from tests.support.paths import PROJECT

CSS = Path(sharekit.__file__).parent / "static/sharekit/sharekit.css"
SOURCES = PROJECT / "sharekit_js/src/style"
SAY = "text => document.querySelector('.sharekit-status').textContent = text"
NEUTRAL = ("email", "sms", "native", "copy-link", "qr", "print")
# A site's own rules, of the kind that reach into what others put on the page.
SITE = "body {font: 17px sans-serif; margin: 0 20px} a {text-decoration: underline; color: #06c}"


def show(page: Page, *, direction: str = "ltr", **more: Any) -> None:
    bar = render_bar("https://news.example/a/", title="The bridge", **more)
    page.set_content(
        f'<!doctype html><html dir="{direction}"><meta charset="utf-8"><style>{CSS.read_text()}'
        f'</style><style>{SITE}</style><p id="before">Before</p>'
        f'{re.sub("<link[^>]*>", "", bar)}<p id="after">After</p>'
    )


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).bounding_box()
    assert found is not None
    return found


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def find_contrast(one: str, other: str) -> float:
    """Return the ratio of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=[320, 1000])
def narrow_or_wide(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return a page of a phone's width, and one of a desktop's."""
    page = browser.new_page(viewport={"width": request.param, "height": 700})
    yield page
    page.close()


def test_the_glyph_can_be_read_on_our_own_colours() -> None:
    css = "".join((SOURCES / name).read_text() for name in ("button.css", "channels.css"))
    discs = re.findall(r"--sharekit-color: (#\w{6});(?:\s+--sharekit-glyph: (#\w{6});)?", css)
    [bubble] = re.findall(r"  background: (#1\w{5})", (SOURCES / "bar.css").read_text())

    assert len(discs) == 17
    pairs = [(color, glyph or "#ffffff") for color, glyph in [*discs, (bubble, "")]]
    assert [pair for pair in pairs if find_contrast(*pair) < 4.5] == []


def test_every_channel_has_a_colour_or_takes_the_page_s() -> None:
    css = (SOURCES / "channels.css").read_text()
    named = re.findall(r'\.sharekit-button\[data-sharekit-channel="([\w-]+)"\] \{', css)

    assert {*named, *NEUTRAL} == {slug for slug, each in get_all().items() if each.button}
    assert len(named) == len(set(named)) == 16


@pytest.mark.browser
@pytest.mark.parametrize("style", STYLES)
def test_every_target_has_44_pixels_and_stays_on_the_page(narrow_or_wide: Page, style: str) -> None:
    show(narrow_or_wide, style=style)

    for button in narrow_or_wide.locator("a:visible").all():
        size = button.bounding_box()
        assert size is not None
        assert min(size["width"], size["height"]) >= 44
    assert narrow_or_wide.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
@pytest.mark.parametrize("style", STYLES)
def test_a_message_moves_nothing_and_can_be_selected(narrow_or_wide: Page, style: str) -> None:
    page = narrow_or_wide
    show(page, style=style)
    before = box(page, "#after")

    page.evaluate(SAY, COPIED)
    short = box(page, ".sharekit-status")
    page.evaluate(SAY, f"{FAILED} https://news.example/a/{'long/' * 20}")

    assert box(page, "#after") == before
    assert short["y"] + short["height"] <= before["y"]
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.sharekit-status'))")
    assert page.evaluate("getSelection().toString()").endswith("long/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_the_share_menu_s_button_moves_nothing_below_when_it_appears(narrow_or_wide: Page) -> None:
    page = narrow_or_wide
    show(page)
    assert not page.locator("[data-sharekit-channel=native]").is_visible()
    before = box(page, "#after")

    page.evaluate("document.documentElement.dataset.sharekitReady = ''")

    assert page.locator("[data-sharekit-channel=native]").is_visible()
    assert box(page, "#after") == before


@pytest.mark.browser
@pytest.mark.parametrize("rule", ["[hidden] {display: none !important}", "a {display: flex}"])
def test_no_rule_of_a_site_s_shows_or_hides_the_share_menu_s_button(page: Page, rule: str) -> None:
    show(page)
    page.add_style_tag(content=rule)
    button = page.locator("[data-sharekit-channel=native]")
    assert not button.is_visible()

    page.evaluate("document.documentElement.dataset.sharekitReady = ''")

    assert button.is_visible()


@pytest.mark.browser
def test_a_bar_begins_where_the_text_begins(page: Page) -> None:
    for style, edge in (("bar", "a"), ("compact", "svg")):
        show(page, style=style, direction="rtl")
        first, text = box(page, f".sharekit {edge} >> nth=0"), box(page, "#before")
        assert abs(first["x"] + first["width"] - text["x"] - text["width"]) <= 1

        show(page, style=style)
        assert abs(box(page, f".sharekit {edge} >> nth=0")["x"] - text["x"]) <= 1


@pytest.mark.browser
def test_in_a_column_of_text_no_button_is_by_itself_on_a_second_line(page: Page) -> None:
    for width in (360, 576, 660):
        show(page)
        page.add_style_tag(content=f"body {{inline-size: {width}px; font-size: 16px}}")

        tops = {box(page, f".sharekit > a >> nth={number}")["y"] for number in range(5)}

        assert len(tops) == 1, width
        assert box(page, "[data-sharekit-channel=native]")["width"] >= 44


@pytest.mark.browser
def test_a_bar_in_a_narrow_column_looks_as_on_a_phone(page: Page) -> None:
    show(page)
    wide = page.locator("a svg").first.bounding_box()

    page.add_style_tag(content="body {inline-size: 300px}")

    name, glyph = box(page, "a span >> nth=0"), box(page, "a svg >> nth=0")
    assert wide and (wide["width"], glyph["width"]) == (28, 44)
    assert name["y"] >= glyph["y"] + glyph["height"]


@pytest.mark.browser
@pytest.mark.parametrize("rule", ["display: flex", "display: grid; justify-items: start"])
def test_a_bar_whose_width_nobody_gives_has_one(page: Page, rule: str) -> None:
    show(page)
    page.add_style_tag(content=f"body {{{rule}}} .sharekit {{flex: none}}")

    assert box(page, ".sharekit")["width"] >= 250


@pytest.mark.browser
def test_the_focus_can_be_seen(page: Page) -> None:
    show(page)

    page.keyboard.press("Tab")

    style = page.evaluate(
        "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])"
        "(getComputedStyle(document.activeElement))"
    )
    assert style == ["solid", "2px"]


@pytest.mark.browser
def test_forced_colours_take_the_discs_away(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    show(page)

    backgrounds = page.eval_on_selector_all(
        "svg", "all => all.map(each => getComputedStyle(each).backgroundColor)"
    )
    assert set(backgrounds) == {"rgba(0, 0, 0, 0)"}


@pytest.mark.browser
def test_reduced_motion_is_respected_and_paper_has_no_buttons(page: Page) -> None:
    show(page)
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.querySelector('a')).transitionDuration") == "0s"

    page.emulate_media(media="print")

    assert not page.locator(".sharekit").is_visible()


@pytest.mark.browser
def test_a_site_s_own_rules_win(page: Page) -> None:
    show(page)
    page.add_style_tag(content=".sharekit-button {--sharekit-color: #123456} a {border-radius: 0}")

    button = page.locator("[data-sharekit-channel=whatsapp]")

    assert button.evaluate("it => getComputedStyle(it).borderRadius") == "0px"
    disc = button.locator("svg").evaluate("it => getComputedStyle(it).backgroundColor")
    assert disc == "rgb(18, 52, 86)"


@pytest.mark.browser
def test_forced_colours_draw_no_frame_around_names_under_glyphs(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.set_viewport_size({"width": 360, "height": 700})
    show(page)

    button = page.locator(".sharekit-button").first
    page.add_style_tag(content="#after {color: Canvas; forced-color-adjust: none}")
    ground = page.locator("#after").evaluate("e => getComputedStyle(e).color")
    assert button.evaluate("e => getComputedStyle(e).borderTopColor") == ground


@pytest.mark.browser
def test_a_site_s_rules_for_pictures_and_icons_leave_the_code_dark_on_white(page: Page) -> None:
    show(page)
    rules = (
        "svg {filter: brightness(0.8); fill: currentColor; stroke: red}",
        "body svg path {fill: none; stroke: currentColor; opacity: 0.5}",
    )
    paths = page.evaluate(
        """([rules, code]) => {
          for (const rule of rules) document.styleSheets[1].insertRule(rule);
          const dialog = document.createElement("dialog");
          dialog.className = "sharekit-dialog";
          dialog.innerHTML = code;
          document.body.append(dialog);
          return [...dialog.querySelectorAll("svg, path")].map((each) => {
            const { fill, stroke, opacity, filter } = getComputedStyle(each);
            return each.localName === "svg" ? [filter] : [fill, stroke, opacity];
          });
        }""",
        [rules, draw("https://news.example/", title="Swifts")],
    )

    assert paths == [["none"], ["rgb(255, 255, 255)", "none", "1"], ["rgb(0, 0, 0)", "none", "1"]]
