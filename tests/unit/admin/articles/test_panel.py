"""The panel on the page of the site's own object: its figures, and its permission."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sharekit.aggregate.drain import drain
from sharekit.articles.find import find_key
from sharekit.figures import OF_CHANNELS
from sharekit.models import Article, ArticleTotal, ShareRollup
from sharekit.reports.period.days import today
from tests.support.newspaper.admin import StoryAdmin
from tests.support.newspaper.models import Story
from tests.support.traffic import post
from tests.unit.admin.articles.own_articles import DAY, make_stories, open_page, read, travel


def read_panel(page: str) -> list[list[str]]:
    _, _, panel = page.partition('<section class="module sharekit-panel"')
    rows = re.findall(r"<tr>(.*?)</tr>", panel.partition("</table>")[0], re.S)
    return [[unescape(cell) for cell in re.findall(r">([^<]*)</t[hd]>", row)] for row in rows]


def test_the_panel_says_the_last_days_and_channels_and_leads_to_the_articles_page(
    desk: Client,
) -> None:
    [ants] = make_stories("ants")
    travel(ants, shares=2, visits=1)
    travel(ants, shares=1, age=2 * DAY)
    ShareRollup.objects.filter(shares=1).update(day=today() - timedelta(days=7))
    ArticleTotal.objects.filter(shares=1).update(day="2020-01-01")

    page = open_page(desk, ants)

    headings, *rows = read_panel(page)
    assert headings == ["", *(figure.name for figure in OF_CHANNELS.values())]
    # Of 7 days, of 30 days, and of all.
    assert [row[1:5] for row in rows] == [["1", shares, "0", "0"] for shares in "233"]
    assert "WhatsApp 3" in page
    address = reverse("admin:sharekit_article_change", args=[Article.objects.get().pk])
    assert f'<a href="{address}">Share report</a>' in page
    assert desk.get(address).status_code == 200
    assert "Mind the style guide." in page


def test_the_panel_costs_one_query(desk: Client, log_in: Callable[..., Client]) -> None:
    [ants] = make_stories("ants")
    travel(ants, shares=2)
    open_page(desk, ants)

    # Its counts, and no second look at the user's permissions.
    with CaptureQueriesContext(connection) as queries:
        open_page(desk, ants)
    ours = [query["sql"] for query in queries if "sharekit_" in query["sql"]]

    assert len(ours) == 1


def test_a_panel_without_counts_says_up_to_when_all_is_counted(desk: Client) -> None:
    ants, bees = make_stories("ants", "bees")
    key = find_key(bees, request=RequestFactory().get("/", headers={"host": "news.example"}))
    assert key
    post({"kind": "view", "entry": True}, article=key)
    drain()

    assert read_panel(open_page(desk, ants)) == []
    assert re.search(r"</h2>\s*<p>[^<]+\d\d:\d\d", open_page(desk, ants))
    assert "Share report" not in open_page(desk, ants)
    assert re.search(r"</h2>\s*<p>[^<]+\d\d:\d\d", open_page(desk, bees))
    assert "Share report" in open_page(desk, bees)


def test_an_admin_without_our_articles_has_a_panel_without_a_link(desk: Client) -> None:
    [ants] = make_stories("ants")
    travel(ants, shares=1)
    own = StoryAdmin(Story, admin.AdminSite("own"))

    panel = own._build_panel(ants)

    assert panel["page"] == ""
    assert panel["figures"].rows


def test_who_may_not_see_figures_sees_neither_columns_nor_panel(
    transactional_db: None, log_in: Callable[..., Client]
) -> None:
    [ants] = make_stories("ants")
    travel(ants, shares=1)
    client = log_in("change_story")

    assert "field-sharekit" not in read(client, Story)
    assert "sharekit-panel" not in open_page(client, ants)
    assert count_ours(client, ants) == 0


def count_ours(client: Client, instance: Model) -> int:
    with CaptureQueriesContext(connection) as queries:
        read(client, type(instance))
        open_page(client, instance)
    return sum("sharekit_article" in query["sql"] for query in queries)


def test_pop_ups_and_pages_for_new_objects_are_left_alone(desk: Client) -> None:
    [ants] = make_stories("ants")
    travel(ants, shares=1)

    assert "field-sharekit" not in read(desk, Story, _popup="1")
    assert "sharekit-panel" not in open_page(desk, ants, _popup="1")
    new = desk.get(reverse("admin:newspaper_story_add")).content.decode()
    assert "sharekit-panel" not in new
