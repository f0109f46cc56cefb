"""Groups on the report's page, as a filter, and two articles or groups side by side."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sharekit import keys, tokens
from sharekit.aggregate.drain import drain
from sharekit.models import Article, ArticleGroup, Kind
from sharekit.reports.figures.groups.sums import count_groups
from sharekit.reports.figures.summary import summarize
from sharekit.reports.period import days
from sharekit.reports.period.days import Period
from tests.support.traffic import BRIDGE, SWIFTS, post, share, visit
from tests.unit.admin.pages import read_messages, read_table, strip

COMPARE = "admin:sharekit_report_compare"
REPORT = "admin:sharekit_report_changelist"
MORE = "admin:sharekit_report_more"
LIST = "admin:sharekit_article_changelist"


@pytest.fixture(autouse=True)
def traffic(transactional_db: None) -> None:
    """Share the swifts 25 times, with 5 visits, and the bridge twice; both are about cities."""
    links = [tokens.mint("w") for _ in range(25)]
    post(*map(share, links))
    post(*map(visit, links[:5]), address="192.0.2.2")
    post(share(), share(), article=BRIDGE)
    drain()
    swifts, bridge = find(SWIFTS), find(BRIDGE)
    for article, kind, name in (
        (swifts, Kind.SECTION, "Nature"),
        (swifts, Kind.TAG, "a: <b>"),
        (bridge, Kind.SECTION, "Places"),
        (bridge, Kind.TAG, "a: <b>"),
    ):
        ArticleGroup.objects.create(article=article, kind=kind, name=name)


def find(key: keys.ArticleKey) -> Article:
    return Article.objects.get(url=key.address)


def get(client: Client, page: str, **asked: Any) -> str:
    response = client.get(reverse(page), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_an_article_counts_in_each_of_its_groups() -> None:
    quiet = Article.objects.create(site="a", identity="/quiet/", url="https://a/", title="Quiet")
    ArticleGroup.objects.create(article=quiet, kind=Kind.SECTION, name="Nature")
    ArticleGroup.objects.create(article=quiet, kind=Kind.AUTHOR, name="Nobody")

    found = [
        (each.kind, each.name, each.articles, each.counts["shares"], each.visits_per_share)
        for each in count_groups(Period())
    ]

    assert found == [
        ("section", "Nature", 1, 25, 0.2),
        ("section", "Places", 1, 2, None),
        ("tag", "a: <b>", 2, 27, 5 / 27),
    ]
    of_group = count_groups(Period(group="section:Places"))
    assert [(each.name, each.counts["shares"]) for each in of_group] == [
        ("Places", 2),
        ("a: <b>", 2),
    ]


def test_a_group_of_very_many_articles_has_the_same_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    period = Period(group="section:Places")
    few, summary = count_groups(period), summarize(period)
    monkeypatch.setattr(days, "MOST_IDS", 0)

    assert count_groups(period) == few
    assert summarize(period) == summary
    assert [each.counts["shares"] for each in few] == [2, 2]


def test_the_report_lists_groups_that_lead_to_their_own_reports(editor: Client) -> None:
    page = get(editor, MORE, days="7")
    columns, first, second = read_table(page, "groups")

    assert dict(zip(columns, first, strict=True))["name"] == "Nature"
    assert dict(zip(columns, first, strict=True))["visits_per_share"] == "0.20"
    assert dict(zip(columns, second, strict=True))["visits_per_share"] == "-"
    assert "?days=7&amp;group=section%3ANature" in page
    assert "group=tag%3Aa%3A+%3Cb%3E" in page
    assert ">a: &lt;b&gt;</a></th>" in page

    of_group = {"days": "7", "group": "section:Places"}
    articles = read_table(get(editor, MORE, **of_group), "articles")
    page = get(editor, REPORT, **of_group)

    assert [row[0] for row in articles[1:]] == [BRIDGE.title]
    assert '<option value="section:Places" selected>' in page
    assert "?group=section%3APlaces&amp;period=last-month" in page


def test_a_chosen_tag_is_among_the_choices(editor: Client) -> None:
    page = get(editor, REPORT, group="tag:a: <b>")

    assert '<option value="tag:a: &lt;b&gt;" selected>Tag: a: &lt;b&gt;</option>' in page


def test_the_list_of_articles_shows_only_the_group(editor: Client) -> None:
    response = editor.get(reverse(LIST), {"group": "section:Places"})

    assert [each.title for each in response.context["cl"].result_list] == [BRIDGE.title]


@pytest.mark.parametrize("group", ["Sport", "colour:red", "section:", "\0", ":"])
def test_a_group_of_no_kind_is_named_and_left_out(editor: Client, group: str) -> None:
    for page in (REPORT, LIST):
        shown = get(editor, page, group=group)
        assert ("section:Sport" in read_messages(shown)) is (group != "\0")
        assert SWIFTS.title in shown


def test_a_language_is_a_choice_where_there_are_several(editor: Client) -> None:
    assert "sharekit-language" not in get(editor, REPORT)

    Article.objects.filter(url=BRIDGE.address).update(language="de")

    page = get(editor, LIST, language="de")
    assert "<option selected>de</option>" in page
    assert SWIFTS.title not in page


def test_groups_are_exported(editor: Client) -> None:
    address = reverse("admin:sharekit_report_export", args=["groups", "json"])
    rows = json.loads(editor.get(address, {"group": "section:Nature"}).getvalue())["rows"]

    assert [(row["kind"], row["name"], row["shares"]) for row in rows] == [
        ("section", "Nature", 25),
        ("tag", "a: <b>", 25),
    ]
    assert editor.get(address, {"group": "x"}).status_code == 400


def test_channels_have_visits_per_share_from_twenty_tracked_shares(editor: Client) -> None:
    address = reverse("admin:sharekit_report_export", args=["channels", "json"])

    def read(**asked: str) -> list[float | None]:
        rows = json.loads(editor.get(address, asked).getvalue())["rows"]
        return [row["visits_per_share"] for row in rows]

    assert read(group="section:Nature") == [0.2]
    assert read(group="section:Places") == [None]


def test_a_value_of_no_article_gets_a_warning(editor: Client) -> None:
    Article.objects.update(language="de")
    for page in (REPORT, LIST, COMPARE):
        for asked, near in (
            ({"site": "news.exampl"}, "news.example"),
            ({"site": "far.test"}, ""),
            ({"language": "De"}, "de"),
            ({"group": "section:nature"}, "section:Nature"),
            ({"group": "tag:Nature"}, ""),
        ):
            said = read_messages(get(editor, page, **asked))
            assert all(f"“{value}”" in said for value in asked.values()), (page, asked)
            assert (f"“{near}”?" in said) is bool(near), (page, asked)
        for known in ({"site": "news.example"}, {"language": "de"}, {"group": "section:Nature"}):
            assert not read_messages(get(editor, page, **known)), known


def test_a_site_without_articles_does_not_suggest_itself(
    editor: Client, settings: Settings
) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://new.example"}

    said = read_messages(get(editor, REPORT, site="new.example"))

    assert said.count("new.example") == 1


def test_two_articles_are_compared(editor: Client) -> None:
    ids = [find(SWIFTS).pk, find(BRIDGE).pk]
    page = get(editor, COMPARE, of=ids, days="7")
    figures = {row[0]: row[1:] for row in read_table(page, "compared")[1:]}
    (columns, channel) = read_table(page, "compared-channels")

    assert figures["Shares"] == ["25", "2", "\N{MINUS SIGN}23", ""]
    assert figures["Visits per share"] == ["0.20", "too few to show", "", ""]
    by_name = dict(zip(columns, channel, strict=True))
    assert by_name["visits_per_share_A"] == "0.20"
    assert by_name["marked_B"] == "2"
    assert page.count(f'name="of" value="{ids[0]}"') == 1


def test_two_groups_are_compared(editor: Client) -> None:
    page = get(editor, MORE)
    address = strip(page.split('href="/admin/sharekit/report/compare/')[1].split('"')[0])
    page = editor.get(f"/admin/sharekit/report/compare/{address}").content.decode()
    figures = {row[0]: row[1:] for row in read_table(page, "compared")[1:]}

    assert figures["Shares"][:2] == ["25", "2"]

    post(*(share() for _ in range(25)), article=BRIDGE, address="192.0.2.3")
    drain()
    page = get(editor, COMPARE, of=["section:Nature", "section:Places"])

    assert ["Shares", "25", "27", "+2", "+8 %"] in read_table(page, "compared")


@pytest.mark.parametrize(
    "of",
    [
        *([], [""], ["1"], ["1", "1"], ["1", "2", "3"], ["0", "1"], ["a", "b"], ["9" * 99, "1"]),
        *(["section:Nature", "section:Nature"], ["section:a", "\0"]),
    ],
)
def test_other_choices_get_a_sentence(editor: Client, of: list[str]) -> None:
    page = get(editor, COMPARE, of=of)

    assert 'class="sharekit-state"' in page
    assert not read_table(page, "compared")


def test_what_is_wrong_with_a_choice_is_named(editor: Client) -> None:
    first, second = find(SWIFTS).pk, find(BRIDGE).pk
    for of, words in (
        ([first, f"0{first}"], "different"),
        ([first, second, first], "not 3"),
        ([first, "abc"], "“abc”"),
        ([first, "Section:Nature"], "“Section:Nature”"),
    ):
        page = get(editor, COMPARE, of=of)
        (sentence,) = re.findall(r'<p class="sharekit-state">(.*?)</p>', page, re.S)
        assert words in sentence, of


def test_groups_without_any_count_are_all_zeros(editor: Client) -> None:
    page = get(editor, COMPARE, of=["section:Nature", "author:Nobody"])

    assert ["Shares", "25", "0", "\N{MINUS SIGN}25", ""] in read_table(page, "compared")


def test_only_who_may_see_figures_may_compare(log_in: Any) -> None:
    assert log_in().get(reverse(COMPARE)).status_code == 403


def test_ticked_articles_are_compared(editor: Client) -> None:
    ids = sorted([find(SWIFTS).pk, find(BRIDGE).pk])
    sent = {"action": "compare", ACTION_CHECKBOX_NAME: ids}
    response = editor.post(f"{reverse(LIST)}?days=7", sent)

    assert response.status_code == 302
    page = editor.get(response["location"]).content.decode()
    assert read_table(page, "compared")
    assert "days=7" in response["location"]

    only = editor.post(reverse(LIST), {"action": "compare", ACTION_CHECKBOX_NAME: ids[:1]})

    assert 'class="sharekit-state"' in editor.get(only["location"]).content.decode()


def test_groups_of_ticked_articles_are_read_again(editor: Client, settings: Settings) -> None:
    Article.objects.update(grouped=keys.get_day())
    sent = {"action": "read_groups", ACTION_CHECKBOX_NAME: [find(SWIFTS).pk]}
    editor.post(reverse(LIST), sent)

    assert find(SWIFTS).grouped == keys.get_day()

    settings.SHAREKIT = {"GROUPS": "builtins.print"}
    editor.post(reverse(LIST), sent)

    assert find(SWIFTS).grouped == 0
    assert find(BRIDGE).grouped == keys.get_day()
