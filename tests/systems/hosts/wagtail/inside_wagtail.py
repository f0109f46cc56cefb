"""Tests the report in a Wagtail site. test_wagtail.py makes the site and runs this in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, Locale, Page

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.figures import FIGURES
from sharekit.keys import ArticleKey
from sharekit.models import Article, BufferedEvent, ShardCursor
from tests.support.traffic import BRIDGE, SWIFTS, post, share, visit

pytestmark = pytest.mark.django_db
REPORT = "/cms/reports/sharing/"
DAY = 24 * 3_600_000


@pytest.fixture
def home() -> Page:
    """Return a home page with nothing below."""
    Locale.objects.get_or_create(language_code="en")
    root = Page.add_root(title="Root", slug="root")
    home: Page = root.add_child(instance=Page(title="Home", slug="home"))
    return home


@pytest.fixture
def log_in(home: Page) -> Callable[..., Client]:
    """Return a function that logs in a user who may enter Wagtail and has those permissions."""

    def log_in(*permissions: str) -> Client:
        user = User.objects.create_user("editor")
        names = ("access_admin", *permissions)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def editor(log_in: Callable[..., Client]) -> Client:
    """Return a browser of a user who may see figures."""
    return log_in("view_report")


def read(client: Client, address: str = REPORT, **asked: str) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200, response
    return response.content.decode()


def read_rows(page: str) -> list[list[str]]:
    """Return the text of each row's cells in the list, which is the last table."""
    body = page.rpartition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<td.*?>(.*?)</td>", row, re.S) for row in body.split("</tr>")[:-1]]
    return [[" ".join(unescape(re.sub("<.*?>", "", c)).split()) for c in row] for row in cells]


def key(page: Page) -> ArticleKey:
    return ArticleKey(f"wagtailcore.page:{page.pk}", f"https://news.example{page.url}", page.title)


def count_traffic() -> None:
    """Let Swifts be shared twice, once of it six days ago, and opened once; Bridge be copied."""
    link = tokens.mint("w")
    post(share(link, age=6 * DAY), share())
    post(visit(link), address="192.0.2.2")
    post({"kind": "copy", "channel": "copy-link"}, article=BRIDGE)
    drain()


def test_each_article_has_its_figures_most_passed_on_first(editor: Client) -> None:
    count_traffic()

    page = read(editor)

    assert read_rows(page) == [
        ["Swifts of the city", "1", "2", "0", "0", "1", "WhatsApp 2", "Open"],
        ["The bridge", "0", "0", "1", "0", "0", "Copied link 1", "Open"],
    ]
    assert ": 3 shares and copies. Shared links brought 1 visit." in page
    assert re.search(r'role="status">[^<]*\b\d\d:\d\d\b', page)
    assert f'href="{SWIFTS.address}"' in page


def test_a_period_changes_figures_and_sentence_and_hides_nothing(editor: Client) -> None:
    count_traffic()

    page = read(editor, period="today")

    assert [row[2] for row in read_rows(page)] == ["1", "0"]
    assert "Today: 2 shares and copies. Shared links brought 1 visit." in page
    assert '<a href="?period=today" aria-current="true">' in page
    assert [row[2] for row in read_rows(read(editor, days="many"))] == ["2", "0"]


def test_it_begins_as_the_report_in_the_admin(log_in: Callable[..., Client]) -> None:
    post(*(share(age=age * DAY) for age in range(1, 7)))
    post(*(share() for _ in range(30)))
    drain()
    client = log_in("view_report", "add_campaignlink")
    User.objects.update(is_staff=True)
    pages = [read(client), read(client, "/admin/sharekit/report/")]

    for part in ('data-figure="marked">.*?-count">(.*?)<', 'data-tips="rising".*?<p>(.*?)</p>'):
        first, other = (re.findall(part, page, re.S) for page in pages)
        assert first == other != []
    assert f'<a class="sharekit-tip" href="{SWIFTS.address}">' in pages[0]
    assert "/campaignlink/add/?article=" in pages[0]


def test_any_number_of_a_page_is_answered(editor: Client) -> None:
    count_traffic()

    for number in ("-1", "0", "x", "9" * 20, "9" * 5000):
        assert editor.get(REPORT, {"p": number}, follow=True).status_code in (200, 404), number


def test_dates_of_ones_own_choose_a_period(editor: Client) -> None:
    count_traffic()
    day = (timezone.localtime() - timedelta(days=6)).date().isoformat()

    page = read(editor, since=day, until=day)
    backwards = read(editor, since=day, until="2020-01-01")

    assert [row[2] for row in read_rows(page)] == ["1", "0"]
    assert ": 1 share or copy. Shared links brought 0 visits." in page
    assert "“Until”" in backwards
    assert [row[2] for row in read_rows(backwards)] == ["2", "0"]


@pytest.mark.parametrize(
    ("ordering", "titles"),
    [
        ("shares", [BRIDGE.title, SWIFTS.title]),
        ("-copies", [BRIDGE.title, SWIFTS.title]),
        ("title", [SWIFTS.title, BRIDGE.title]),
        ("-reshares", [BRIDGE.title, SWIFTS.title]),
        ("token", [SWIFTS.title, BRIDGE.title]),
    ],
)
def test_columns_sort_and_addresses_separate_ties(
    editor: Client, ordering: str, titles: list[str]
) -> None:
    count_traffic()

    assert [row[0] for row in read_rows(read(editor, ordering=ordering))] == titles


def test_titles_and_addresses_can_be_searched(editor: Client) -> None:
    count_traffic()

    results = reverse("sharekit_report_results")

    assert [row[0] for row in read_rows(read(editor, results, q="bridge"))] == [BRIDGE.title]
    assert [row[0] for row in read_rows(read(editor, q="example/swifts"))] == [SWIFTS.title]
    assert "No articles match your query" in read(editor, q="owl")


def test_a_title_leads_to_the_editor_of_pages_that_this_user_may_edit(
    home: Page, log_in: Callable[..., Client]
) -> None:
    mine, theirs = (
        home.add_child(instance=Page(title=title, slug=title.lower())) for title in ("Mine", "Ours")
    )
    post(share(), article=key(mine))
    post(share(), article=key(theirs))
    post(share(), article=ArticleKey("wagtailcore.page:999", "https://news.example/x/", "Gone"))
    drain()
    client = log_in("view_report")
    group = Group.objects.create(name="Editors")
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=mine, permission=change)
    User.objects.get().groups.add(group)

    page = read(client)

    assert len(read_rows(page)) == 3
    assert re.findall(r'href="/cms/pages/(\d+)/edit/"', page) == [str(mine.pk)]


def test_only_web_addresses_become_links(editor: Client) -> None:
    post(share(), article=ArticleKey("/a/", "javascript:alert(1)", "<b>A</b>"))
    drain()

    page = read(editor)

    assert 'href="javascript' not in page
    assert "<b>A</b>" not in page
    assert read_rows(page)[0][-1] == "javascript:alert(1)"


def test_a_csv_holds_every_figure_and_no_formula(editor: Client) -> None:
    count_traffic()
    post(share(), share(), share(), article=ArticleKey("/f/", "https://news.example/f/", "=1+1"))
    drain()

    response: Any = editor.get(REPORT, {"export": "csv", "days": "7"})
    sheet = list(csv.reader(io.StringIO(b"".join(response).decode())))

    assert sheet[0][2:4] == [str(FIGURES[name].name) for name in ("clickbacks", "shares")]
    # The article with more visits from shares comes first.
    assert sheet[1] == [SWIFTS.title, SWIFTS.address, *"120011200", "WhatsApp 2"]
    assert sheet[2][:2] == ["'=1+1", "https://news.example/f/"]


def test_a_workbook_holds_the_same_and_no_formula(editor: Client) -> None:
    post(share(), article=ArticleKey("/f/", "https://news.example/f/", "=1+1"))
    drain()

    response: Any = editor.get(REPORT, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response))).active

    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["D1"].value == "Shares"
    assert sheet["D2"].value == 1


def test_who_may_not_see_figures_sees_neither_item_nor_report(
    log_in: Callable[..., Client],
) -> None:
    client = log_in()

    assert client.get(REPORT).status_code == 302
    assert client.get(REPORT, {"export": "csv"}).status_code == 302
    assert client.get(reverse("sharekit_report_results")).status_code == 302
    assert REPORT not in read(client, "/cms/")


def test_the_report_is_in_the_menu(editor: Client) -> None:
    assert REPORT in read(editor, "/cms/")


def test_the_permission_can_be_given_to_groups(log_in: Callable[..., Client]) -> None:
    client = log_in("add_group", "change_group")
    [permission] = Permission.objects.filter(codename="view_report")

    page = read(client, reverse("wagtailusers_groups:add"))

    assert f'name="permissions" value="{permission.pk}"' in page


def test_a_status_that_needs_somebody_looks_like_a_warning(editor: Client) -> None:
    post(share())
    BufferedEvent.objects.update(at=timezone.now() - timedelta(hours=1))
    ShardCursor.objects.all().delete()

    page = read(editor)

    assert re.search(r'help-warning.*role="status">[^<]*\b1\b', page, re.S)


def test_an_empty_report_says_what_to_do_first(editor: Client) -> None:
    page = read(editor)

    assert 'class="sharekit-first"' in page
    assert "manage.py sharekit_doctor" in page


def test_the_number_of_queries_does_not_grow_with_the_articles(editor: Client, home: Page) -> None:
    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(read_rows(read(editor))) == Article.objects.count()
        return len(queries)

    def publish(number: int) -> None:
        page = home.add_child(instance=Page(title=f"No {number}", slug=f"no-{number}"))
        post(share(), article=key(page))
        drain()

    publish(0)
    # The first page fills caches of Django's and Wagtail's.
    read(editor)
    few = count_queries()
    for number in range(1, 20):
        publish(number)

    assert count_queries() == few
