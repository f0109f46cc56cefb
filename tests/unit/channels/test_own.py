"""A site's own channels: one entry each in its settings, and a message for each mistake."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.utils.translation import gettext_lazy
from pytest_django import Settings

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.buttons.bar import render_bar
from sharekit.channels.find import get_all, get_slug
from sharekit.checks.catalogue import CHECKS
from sharekit.collect import appender
from sharekit.models import ShareRollup
from sharekit.reports.figures.summary import summarize
from sharekit.reports.period.days import Period
from sharekit.reports.tables.articles import build_articles
from sharekit.reports.tables.csv import render_csv
from sharekit.reports.words.names import name_channel
from sharekit.status.status import get_status
from tests.support.traffic import post
from tests.unit.buttons.outline import Outline

ENTRY: Final[dict[str, Any]] = {
    "letter": "N",
    "name": "Intranet",
    "address": "https://intranet.example/post?link={url}[&text={title}]",
    "icon": "M4 20V9l8-5 8 5v11z",
}


@pytest.fixture(autouse=True)
def developing(settings: Settings) -> None:
    """Leave SITE_URL out without a warning."""
    settings.DEBUG = True


def run() -> list[tuple[str | None, str]]:
    return [(message.id, message.msg) for check in CHECKS for message in check(None)]


@pytest.fixture
def intranet(settings: Settings) -> None:
    """Return the site a channel of its own, in its bars."""
    settings.SHAREKIT = {
        "OWN_CHANNELS": {"intranet": ENTRY},
        "CHANNELS": ["intranet", "copy-link"],
    }


@pytest.mark.usefixtures("intranet")
def test_one_entry_makes_a_button() -> None:
    outline = Outline(render_bar("https://news.example/a/", title="R&D"))

    button = outline.buttons["intranet"]
    assert list(outline.buttons) == ["intranet", "copy-link"]
    assert button["href"] == (
        "https://intranet.example/post?link=https%3A%2F%2Fnews.example%2Fa%2F%23sk%3DN&text=R%26D"
    )
    assert (button["aria-label"], button["target"]) == ("Share on Intranet", "_blank")
    assert any(attrs.get("d") == ENTRY["icon"] for _, attrs in outline.tags)
    assert run() == []


@pytest.mark.usefixtures("intranet")
@pytest.mark.django_db(transaction=True)
def test_what_is_shared_by_it_is_taken_counted_and_named() -> None:
    token = tokens.mint("N")

    answers = [
        post({"kind": "share", "channel": "intranet", "token": token}),
        post({"kind": "share", "channel": "intranet", "token": tokens.mint("w")}),
        post({"kind": "copy", "channel": "intranet"}),
    ]
    appender.stop()
    drain()

    assert [answer.status for answer in answers] == [204, 400, 400]
    assert (get_slug(token), get_slug("M")) == ("intranet", "unknown")
    assert list(ShareRollup.objects.values_list("channel", "shares")) == [("intranet", 1)]
    assert name_channel("intranet") == "Intranet"
    (counts,) = summarize(Period()).channels
    assert (counts.channel, counts.is_private) == ("intranet", True)
    report = build_articles(get_status().counted_up_to, Period())
    assert "intranet.shares,intranet.copies" in render_csv(report)


def test_a_channel_that_is_gone_is_a_slug_in_reports() -> None:
    assert name_channel("intranet") == "intranet"


@pytest.mark.parametrize(
    "more",
    [
        {"label": gettext_lazy("Share"), "private": False, "works_on": "desktop"},
        {"address": "mailto:all@intranet.example?subject={title}&body={url}", "needs_image": True},
        {"address": "intranet://post?{url}"},
        {"address": "https://127.0.0.1:8000/#t=[{short}%20]{url}[%20{tags}]"},
    ],
)
def test_an_entry_may_say_more(settings: Settings, more: dict[str, Any]) -> None:
    settings.SHAREKIT = {"OWN_CHANNELS": {"intranet": ENTRY | more}}

    assert run() == []
    channel = get_all()["intranet"]
    assert {name: getattr(channel, name) for name in more} == more


@pytest.mark.parametrize(
    ("slug", "entry", "sentence"),
    [
        ("Intranet", ENTRY, "lower-case letters"),
        (7, ENTRY, "lower-case letters"),
        ("i" * 33, ENTRY, "lower-case letters"),
        ("whatsapp", ENTRY, "The slug belongs to a built-in channel."),
        ("copy-more", ENTRY, "must not begin with copy"),
        ("unknown", ENTRY, "must not begin with copy or native or print or qr or unknown"),
        ("print-shop", ENTRY, "must not begin with copy"),
        ("intranet", "https://intranet.example", "must be a dict"),
        ("intranet", {}, "Missing keys: letter, name, address, icon."),
        ("intranet", ENTRY | {"icon": ""}, "Missing keys: icon."),
        ("intranet", ENTRY | {"adress": "x"}, "Unknown key 'adress'. Did you mean 'address'?"),
        ("intranet", ENTRY | {"letter": "w"}, "one of A to Z"),
        ("intranet", ENTRY | {"letter": "NN"}, "one of A to Z"),
        ("intranet", ENTRY | {"letter": "É"}, "one of A to Z"),
        ("intranet", ENTRY | {"name": ["Intranet"]}, "'name' must be a string"),
        ("intranet", ENTRY | {"letter": gettext_lazy("N")}, "'letter' must be a string"),
        ("intranet", ENTRY | {"icon": 'M4 4"/><script>'}, "the data of an SVG path"),
        ("intranet", ENTRY | {"icon": "<svg/>"}, "the data of an SVG path"),
        ("intranet", ENTRY | {"private": 1}, "'private' must be True or False"),
        ("intranet", ENTRY | {"works_on": "tablet"}, "'works_on' must be"),
    ],
)
def test_a_mistake_leaves_the_channel_out_and_is_reported(
    settings: Settings, slug: Any, entry: Any, sentence: str
) -> None:
    settings.SHAREKIT = {"OWN_CHANNELS": {slug: entry, "forum": ENTRY | {"letter": "F"}}}

    ((number, message),) = run()
    assert number == "sharekit.E007"
    assert f"[{str(slug)!r}] is ignored." in message
    assert sentence in message
    assert [*get_all()][-2:] == ["print", "forum"]
    assert list(Outline(render_bar("https://news.example/a/", channels="forum")).links) == ["forum"]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/post?u={url}", "must be absolute"),
        ("https:/post?u={url}", "must be absolute"),
        ("https://{title}.example/?u={url}", "must be absolute"),
        ("https://intranet.example/?u={url}&t= x", "must be absolute"),
        ('https://intranet.example/?u={url}"onclick=', "must be absolute"),
        ("https://intranet.example/?u={url}\n", "must be absolute"),
        ("JavaScript:alert({url})", "must be absolute"),
        ("javascript:alert({url})", "begin with https:, mailto: or the scheme of an app"),
        ("data:text/html,{url}", "begin with https:, mailto: or the scheme of an app"),
        ("vbscript:msgbox({url})", "begin with https:, mailto: or the scheme of an app"),
        ("http://intranet.example/?u={url}", "begin with https:, mailto: or the scheme of an app"),
        ("https://intranet.example/?u={url}&t={name}", "Unknown place 'name'. Valid places: url,"),
        ("https://intranet.example/?u={url}[&t={title}", "without its counterpart"),
        ("https://intranet.example/?u={url}[&t=[{title}]]", "without its counterpart"),
        ("https://intranet.example/?u={url}&t={}", "without its counterpart"),
        ("https://intranet.example/?t={title}", "{url} exactly once, outside brackets"),
        ("https://intranet.example/[?u={url}]", "{url} exactly once, outside brackets"),
        ("https://intranet.example/?u={url}&v={url}", "{url} exactly once, outside brackets"),
    ],
)
def test_an_address_that_leads_astray_is_refused(
    settings: Settings, address: str, sentence: str
) -> None:
    settings.SHAREKIT = {"OWN_CHANNELS": {"intranet": ENTRY | {"address": address}}}

    ((number, message),) = run()
    assert number == "sharekit.E007"
    assert sentence in message


def test_two_channels_of_one_letter_are_distinguished_by_a_check(settings: Settings) -> None:
    settings.SHAREKIT = {"OWN_CHANNELS": {"intranet": ENTRY, "forum": ENTRY}}

    ((number, message),) = run()
    assert number == "sharekit.E007"
    assert message.endswith("['forum'] is ignored. The letter 'N' is already used by 'intranet'.")


@pytest.mark.parametrize("value", [None, ["intranet"], "intranet"])
def test_a_value_that_is_not_a_dict_is_an_error_and_adds_no_channel(
    settings: Settings, value: object
) -> None:
    settings.SHAREKIT = {"OWN_CHANNELS": value}

    assert [number for number, _ in run()] == ["sharekit.E003"]
    assert render_bar("https://news.example/a/")
