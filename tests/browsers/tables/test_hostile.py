"""Comments that want to run code, to change what others share, or to opt others out.

Each runs without a Content Security Policy and with three kinds of one; `make test-all` runs all of
them in every engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.browsers.tables.cases.case import BROWSERS, Case
from tests.browsers.tables.conftest import Open
from tests.browsers.tables.pages.hostile import NAMES, POLICIES
from tests.browsers.tables.reading.gestures import await_more, between, click, copy, select
from tests.browsers.tables.reading.reader import Reader
from tests.browsers.tables.reading.visits import FRAME
from tests.support.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SOURCE = "\n\nSource: The ferry of seven, "
IS_READY = "return document.documentElement.dataset.sharekitReady === ''"
LINKS = """
return [...document.querySelectorAll("#comment a")].map((link) =>
  [link.getAttribute("href"), link.protocol, link.host]);
"""
TOUCH = """
for (const link of document.querySelectorAll("#comment a")) {
  for (const type of ["pointerdown", "contextmenu"]) {
    link.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
  }
}
"""
TENANTS = {"SITES": {"127.0.0.1": "http://127.0.0.1", "localhost": "http://localhost"}}
"""The settings of a project whose sites belong to different owners."""
SELECT = """
getSelection().selectAllChildren(Document.prototype.getElementById.call(document, "story"));
"""
HAS_LOADED = """
return [...Document.prototype.querySelectorAll.call(document, "script[src]")]
  .every(({ src }) => seen.scripts.includes(src));
"""
LOADED = """
return [...document.head.querySelectorAll("script:not([nonce])")]
  .map((script) => script.getAttribute("src")).filter((source) => source.includes("copy"));
"""
RAN = "return [Boolean(window.evil), document.title, seen.errors]"
NOTHING_RAN = [False, "The ferry of seven", []]


# What the engines do with a policy, with links and with names; the rest is sharekit's own decision.
in_every_engine = pytest.mark.parametrize("reader", BROWSERS, indirect=True)
FIRST, *OTHERS = BROWSERS


@pytest.fixture(
    params=[FIRST, *(pytest.param(name, marks=pytest.mark.thorough) for name in OTHERS)]
)
def reader(request: pytest.FixtureRequest, make_reader: Open) -> Reader:
    return make_reader(request.param, Case(rule="hostile", page="hostile"))


def open_pages(reader: Reader, *comments: str) -> Iterator[str]:
    """Open a page with each comment under each policy; give its address as soon as it is ready."""
    for comment in comments:
        for policy in POLICIES:
            address = reader.address(f"hostile/{policy}/{comment}")
            reader.browser.open(address)
            wait(lambda: reader.browser.run(IS_READY))
            yield address


def copy_text(reader: Reader, selector: str) -> str:
    reader.clear()
    select(selector)(reader.browser)
    await_more(reader.browser)
    copy(reader.browser)
    return reader.paste().text


@in_every_engine
def test_links_of_comments_lead_where_they_say_and_run_nothing(reader: Reader) -> None:
    for page in open_pages(reader, "links"):
        before = reader.browser.run(LINKS)
        reader.browser.run(TOUCH)
        for was, now in zip(before, reader.browser.run(LINKS), strict=True):
            assert now[1:] == was[1:] and now[0].startswith(was[0]), (page, now)
        assert reader.browser.run(RAN) == NOTHING_RAN, page
        click("#comment a")(reader.browser)
        wait(lambda: reader.browser.run("return location.pathname"), lambda path: path == "/paste/")


@in_every_engine
def test_named_elements_give_the_script_no_address_and_no_text(reader: Reader) -> None:
    for page in open_pages(reader, "script", "sharekit"):
        assert SOURCE + page in copy_text(reader, "#story")
        assert reader.browser.run(RAN) == NOTHING_RAN, page


def test_a_name_that_hides_what_the_script_needs_ends_it_in_silence(reader: Reader) -> None:
    for name in NAMES:
        reader.browser.open(reader.address(f"hostile/none/{name}"))
        wait(lambda: reader.browser.run("return seen.isLoaded"))
        reader.browser.run(SELECT)
        # more.js comes when something is selected; what hides the script's own needs keeps it away.
        reader.browser.run(FRAME)
        wait(lambda: reader.browser.run(HAS_LOADED))
        copy(reader.browser)
        ran = reader.browser.run(RAN)
        reader.browser.open(f"{reader.origin}/paste/")
        text = reader.paste().text
        assert text.startswith("The ferry left") and "Evil" not in text, name
        assert ran == NOTHING_RAN, name


def test_a_comment_does_not_choose_what_others_share(reader: Reader) -> None:
    for page in open_pages(reader, "foreign-article", "foreign-host", "own-article"):
        for selector in ("#story", "#other"):
            assert SOURCE + page in copy_text(reader, selector)


def test_a_comment_gives_no_title_to_the_article_of_a_tag_without_one(reader: Reader) -> None:
    page = reader.address("hostile/none/untitled")
    reader.browser.open(page)
    wait(lambda: reader.browser.run(IS_READY))
    for selector in ("#story", "#other"):
        assert f"\n\nSource: {page}, {page}#sk=t" in copy_text(reader, selector)
    reader.leave()
    # A copy with the comment's key would be refused.
    copied = wait(
        lambda: [each["address"] for each in reader.get_events() if each["kind"] == "copy"],
        lambda addresses: len(addresses) == 2,
    )
    assert copied == [page, page]


@pytest.mark.parametrize(
    "name", [FIRST, *(pytest.param(name, marks=pytest.mark.thorough) for name in OTHERS)]
)
def test_a_comment_leads_no_copy_to_another_tenant(name: str, make_reader: Open) -> None:
    reader = make_reader(name, Case(rule="tenants", page="hostile", settings=TENANTS))
    for page in open_pages(reader, "other-tenant"):
        own = f"http://127.0.0.1{urlsplit(page).path}"
        for selector in ("#story", "#other"):
            text = copy_text(reader, selector)
            assert "localhost" not in text, text
            assert SOURCE + own in text


def test_a_link_of_thousands_of_marks_holds_nobody_up(reader: Reader) -> None:
    reader.browser.open(reader.address("hostile/none/flood"))
    wait(lambda: reader.browser.run(IS_READY))
    reader.browser.run(TOUCH)
    assert SOURCE in copy_text(reader, "#story")


def test_an_arrival_at_an_anchor_stays_on_a_page_with_a_base(reader: Reader) -> None:
    address = reader.address("hostile/none/base")
    reader.browser.open(f"{address}#story&sk=w1234567891")
    wait(
        lambda: reader.browser.run("return location.href"),
        lambda href: "sk=" not in href and href.startswith("http"),
    )
    # `location.replace` comes right after the mark is gone.
    reader.browser.run("return new Promise((resolve) => setTimeout(resolve, 300))")
    assert reader.browser.run("return location.href") == f"{address}#story"


def test_a_comment_puts_no_line_of_its_own_into_what_others_copy(reader: Reader) -> None:
    reader.browser.open(reader.address("hostile/none/lines"))
    wait(lambda: reader.browser.run(IS_READY))
    text = copy_text(reader, "#other")
    assert "Source: y, " in text and "curl" not in text


def test_a_comment_puts_no_control_character_into_what_others_copy(reader: Reader) -> None:
    for comment, source in (("odd", "\n\nSource: y [201~  z, "), ("odd-address", SOURCE)):
        reader.browser.open(reader.address(f"hostile/none/{comment}"))
        wait(lambda: reader.browser.run(IS_READY))
        assert source in copy_text(reader, "#other")


def test_fields_of_a_form_hide_nothing_that_a_copy_needs(reader: Reader) -> None:
    for comment in ("form", "fields", "images", "pair"):
        page = reader.address(f"hostile/none/{comment}")
        reader.browser.open(page)
        wait(lambda: reader.browser.run(IS_READY))
        text = copy_text(reader, "section")
        assert SOURCE + page in text and "object" not in text, comment
        assert "at noon." in text, comment
        assert reader.browser.run(RAN) == NOTHING_RAN, comment


def test_a_copy_and_a_click_in_a_form_work_whatever_its_fields_are(reader: Reader) -> None:
    page = reader.address("hostile/none/form")
    reader.browser.open(page)
    wait(lambda: reader.browser.run(IS_READY))
    between("#inside", "#other")(reader.browser)
    await_more(reader.browser)
    copy(reader.browser)
    assert SOURCE + page in reader.paste().text
    click("#inside")(reader.browser)
    assert reader.browser.run(RAN) == NOTHING_RAN


def test_a_bar_that_is_a_form_throws_nothing(reader: Reader) -> None:
    reader.browser.open(reader.address("hostile/none/bar"))
    wait(lambda: reader.browser.run(IS_READY))
    reader.browser.run(TOUCH)
    click("#comment a")(reader.browser)
    select("#story")(reader.browser)
    await_more(reader.browser)
    click("#other")(reader.browser)
    assert reader.browser.run(RAN) == NOTHING_RAN


def test_a_page_is_its_tag_s_article_whatever_comment_has_its_path(reader: Reader) -> None:
    page = reader.address("hostile/none/part")
    reader.browser.open(f"{page}#sk=w1234567891")
    [view] = wait(
        lambda: [each for each in reader.get_events() if each["address"] == page + "whole/"]
    )
    assert view["token"] == "w1234567891"


def test_a_base_of_another_host_gets_no_event_and_gives_no_script(reader: Reader) -> None:
    page = reader.address("hostile/none/foreign-base")
    reader.browser.open(page)
    wait(lambda: reader.browser.run(IS_READY))
    [source] = reader.browser.run(LOADED)
    assert source.startswith(f"{reader.origin}/static/")
    wait(lambda: [each for each in reader.get_events() if each["address"] == page])


def test_an_image_named_prerendering_hides_no_view(reader: Reader) -> None:
    address = reader.address("hostile/none/prerendering")
    reader.browser.open(address)
    wait(
        lambda: [
            event
            for event in reader.get_events()
            if event["kind"] == "view" and event["address"] == address
        ]
    )


def test_a_block_s_long_id_is_cut_between_characters(reader: Reader) -> None:
    reader.browser.open(reader.address("hostile/none/halved"))
    wait(lambda: reader.browser.run(IS_READY))
    copy_text(reader, "#comment p")
    wait(lambda: [event for event in reader.get_events() if event["kind"] == "copy"])


@in_every_engine
def test_only_a_button_opts_a_reader_out(reader: Reader) -> None:
    for page in open_pages(reader, "opt-out"):
        wait(lambda: reader.browser.run("return Boolean(sharekit.optOut)"))
        for selector in ("#link", "#span", "#button"):
            click(selector)(reader.browser)
            is_out = reader.browser.run("return 'sharekit-off' in localStorage")
            assert is_out == (selector == "#button"), (page, selector)
        reader.browser.run("localStorage.clear()")
