"""The first screen: four figures, what is going up, what is worth pushing, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from html import unescape
from typing import NamedTuple

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from sharekit import tokens
from sharekit.admin.drawing.tables import Drawer
from sharekit.admin.parts.desk import describe_desk
from sharekit.aggregate.drain import drain
from sharekit.channels.find import get_all
from sharekit.figures import FIRST, IN_REPORT
from sharekit.models import Article
from sharekit.reports.figures.tips.promising import list_promising
from sharekit.reports.figures.tips.rising import list_rising
from sharekit.reports.period.days import Period, last_days, today
from sharekit.reports.period.named import NAMED
from sharekit.reports.words.reasons import explain_promising, explain_rising
from tests.support.counts import add, get_article
from tests.support.traffic import BRIDGE, SWIFTS, post, share, visit
from tests.unit.admin.pages import FEW, UP, read_cards, read_changes, read_sides, strip
from tests.unit.admin.report.page import DAY, read, share_long_ago, share_many

MAY = ("view_report", "add_campaignlink")


class Tip(NamedTuple):
    """A row of *Going up* or *Worth pushing*, as the page shows it."""

    text: str
    links: list[str]


def read_tips(page: str, name: str) -> list[Tip]:
    found = re.search(rf'data-tips="{name}">(.*?)</section>', page, re.S)
    rows = re.findall(r"<li>(.*?)</li>", found[1] if found else "", re.S)
    return [
        Tip(strip(row), [unescape(href) for href in re.findall(r'href="(.*?)"', row)])
        for row in rows
    ]


def take_off(channel: str = "whatsapp") -> None:
    """Let The bridge be shared often today, after days on which it rarely was."""
    for age in range(1, 7):
        post(share(age=age * DAY), article=BRIDGE)
    found = get_all()[channel]
    act = {"kind": found.makes, "channel": channel}
    post(*(act | {"token": tokens.mint(found.letter)} for _ in range(30)), article=BRIDGE)
    drain()


def be_good_and_unseen() -> None:
    """Count articles that are read and rarely shared, and one that few read and many share."""
    hour = (today() - timedelta(days=1), 9)
    for number in range(30):
        article = get_article(f"plain-{number}")
        add(
            article,
            acts={("email", *hour): {"shares": 3, "marked": 3}},
            views={("search", *hour): 600},
        )
    add(
        get_article("unseen"),
        acts={("email", *hour): {"shares": 30, "marked": 30, "clickbacks": 45}},
        views={("search", *hour): 200},
    )


def test_it_begins_with_four_figures_and_their_changes(editor: Client) -> None:
    share_long_ago(2, age=9 * DAY)
    share_long_ago(25, age=8 * DAY)
    share_many(30, age=DAY)
    post({"kind": "copy", "channel": "copy-link"})
    drain()

    first, _, others = read(editor, days="2").partition('id="sharekit-series"')

    assert list(read_cards(first)) == list(FIRST)
    assert list(read_cards(others)) == [
        name for name, each in IN_REPORT.items() if each.shown_as == "card" and name not in FIRST
    ]
    assert read_cards(first)["marked"] == "30"
    assert first.count("<small>until yesterday</small>") == len(FIRST)
    sentence = "tracked shares 20 % more, visits from shares 20 % more."
    assert f"<strong>Compared with a week earlier: {sentence}</strong>" in first
    changes = read_changes(first)
    assert changes["marked"] == changes["clickbacks"] == f"{UP} 20 % more"
    assert read_sides(first)["marked"] == "25 a week earlier, 30 with today"
    assert changes["part_of_visits"] == "as before"
    assert read_sides(first)["part_of_visits"] == "100.0 % a week earlier, 100.0 % with today"


@pytest.mark.parametrize("name", NAMED)
def test_each_of_the_four_is_the_figure_of_the_api(editor: Client, name: str) -> None:
    for age in (0, 1, 2, 5):
        links = share_many(12, age=age * DAY)
        post(share(parent=links[0], age=age * DAY), address="192.0.2.2")
        post(*({"kind": "view", "entry": True, "age": age * DAY} for _ in range(20)))
    drain()

    answer = editor.get(reverse("sharekit:api-summary"), {"period": name}).json()["summary"]
    cards = read_cards(read(editor, period=name))

    if answer["counts"]["views"]:
        part = answer["ratios"]["part_of_visits"]
        words = FEW if part is None else f"{round(100 * part, 1)} %"
        shown = {each: str(answer["counts"][each]) for each in FIRST if each != "part_of_visits"}
        assert {each: cards[each] for each in FIRST} == shown | {"part_of_visits": words}
    else:
        assert cards == {}


def test_an_article_that_takes_off_is_going_up_with_its_reason_and_channel(
    editor: Client,
) -> None:
    take_off()

    [tip] = read_tips(read(editor), "rising")

    [found] = list_rising()
    assert found.title == BRIDGE.title
    assert tip.text == f"{BRIDGE.title} {explain_rising(found)} Best so far: WhatsApp"
    assert tip.links == [f"/admin/sharekit/article/{found.id}/change/?period=last-7-days"]


def test_what_is_worth_pushing_is_that_of_the_period(editor: Client) -> None:
    be_good_and_unseen()

    [tip] = read_tips(read(editor, period="yesterday"), "promising")
    earlier = read_tips(read(editor, until="2020-01-31"), "promising")

    [found] = list_promising(last_days(2))
    assert (
        tip.text == f"unseen {explain_promising(found)} Best channel: Email (1.50 visits per share)"
    )
    assert tip.links == [f"/admin/sharekit/article/{found.id}/change/?period=yesterday"]
    assert earlier == []


def test_who_may_create_a_campaign_link_gets_its_form_filled_in(
    transactional_db: None, log_in: Callable[..., Client]
) -> None:
    take_off()
    editor = log_in(*MAY)

    [tip] = read_tips(read(editor), "rising")

    article = Article.objects.get()
    assert (
        tip.links[1] == f"/admin/sharekit/campaignlink/add/?article={article.pk}&channel=whatsapp"
    )
    form = editor.get(tip.links[1]).context["adminform"].form
    assert form.initial == {"article": BRIDGE.address, "channel": "whatsapp"}


@pytest.mark.parametrize("channel", ["native", "copy-link", "qr", "print"])
def test_a_channel_by_which_a_site_cannot_push_is_left_open(
    transactional_db: None, log_in: Callable[..., Client], channel: str
) -> None:
    take_off(channel)
    editor = log_in(*MAY)

    [tip] = read_tips(read(editor), "rising")

    assert tip.links[1].endswith(f"/add/?article={Article.objects.get().pk}")
    form = editor.get(tip.links[1]).context["adminform"].form
    assert form["channel"].value() is None
    assert form.fields["channel"].choices[0][0] == ""


@pytest.mark.parametrize("sharekit", [{}, {"PRIVACY": "channel"}])
def test_others_get_no_link_to_the_form(
    transactional_db: None,
    log_in: Callable[..., Client],
    settings: Settings,
    sharekit: Mapping[str, str],
) -> None:
    take_off()
    settings.SHAREKIT = sharekit
    editor = log_in(*(MAY if sharekit else MAY[:1]))

    assert "campaignlink/add" not in read(editor)


def test_without_the_admin_there_are_neither_forms_nor_exports(
    transactional_db: None, settings: Settings, admin_user: User, rf: RequestFactory
) -> None:
    take_off()
    settings.ROOT_URLCONF = "sharekit.urls"
    request = rf.get("/")
    request.user = admin_user

    desk = describe_desk(Period(), request, counted_up_to=timezone.now(), site="admin", link=str)

    [tip] = desk["rising"]
    assert (tip.title, tip.campaign) == (BRIDGE.title, "")
    assert Drawer("admin", {}).list_exports("channels") == []


def test_a_new_site_has_nothing_to_compare_with_yet(editor: Client) -> None:
    share_many(30)

    page = strip(read(editor))

    assert "There is nothing to compare with yet" in page
    assert "Nothing is going up now" not in page


def test_where_nothing_goes_up_it_says_so(editor: Client) -> None:
    share_many(2)
    share_many(2, age=3 * DAY)

    page = strip(read(editor))

    assert "Nothing is going up now" in page
    assert "Nothing at the moment. The most read articles, and those with fewer than five" in page


def test_only_the_articles_of_the_chosen_site_are_listed(editor: Client) -> None:
    take_off()

    assert read_tips(read(editor, site="elsewhere.example"), "rising") == []
    assert read_tips(read(editor, site="news.example"), "rising") != []


def test_each_table_is_exported_once(editor: Client) -> None:
    share_many(3, age=DAY)
    post(visit(tokens.mint("w")), article=SWIFTS)
    drain()

    page = read(editor)

    exports = re.findall(r"/export/([\w-]+)\.csv\?", page)
    assert sorted(exports) == sorted(set(exports))
    assert {"figures", "totals-by-day", "articles", "channels", "sources"} <= set(exports)
    assert "signs" not in exports
