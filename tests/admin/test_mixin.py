"""The mixin for the admin of the site's own model: columns, their order, and the panel."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import CASCADE, CharField, F, Model, OneToOneField, QuerySet
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, isolate_apps
from django.urls import reverse

from sharekit import aggregate, tokens
from sharekit.buttons import identity
from sharekit.buttons.article import find
from sharekit.models import Article, ArticleTotal, ShareRollup
from sharekit.reports.period.days import last_days, today
from tests.newspaper.admin import PlainAdmin, StoryAdmin
from tests.newspaper.models import Interview, Podcast, Shout, Story, Term
from tests.traffic import post, share, visit

DAY = 24 * 3_600_000
MODELS = ("story", "interview", "podcast", "term")


@pytest.fixture
def desk(transactional_db: None, log_in: Callable[..., Client]) -> Client:
    """Return a browser of an editor who may change everything and see figures."""
    return log_in("view_report", *(f"{act}_{name}" for name in MODELS for act in ("change", "add")))


def travel(thing: Any, *, shares: int, visits: int = 0, age: int = 0) -> None:
    """Let a thing be shared that often, and the first link opened by that many readers."""
    key = find(thing, request=RequestFactory().get("/", headers={"host": "news.example"}))
    assert key
    links = [tokens.mint("w") for _ in range(shares)]
    post(*(share(link, age=age) for link in links), article=key)
    for number in range(visits):
        post(visit(links[0]), article=key, address=f"192.0.2.{number + 2}")
    aggregate.drain()


def read(client: Client, model: type[Model], **asked: str) -> str:
    name = f"admin:newspaper_{model._meta.model_name}_changelist"
    response = client.get(reverse(name), asked)
    assert response.status_code == 200, response.headers
    return response.content.decode()


def open_page(client: Client, instance: Model, **asked: str) -> str:
    name = f"admin:newspaper_{instance._meta.model_name}_change"
    response = client.get(reverse(name, args=[instance.pk]), asked)
    assert response.status_code == 200
    return response.content.decode()


def read_column(page: str, name: str) -> list[str]:
    return re.findall(rf'<td class="field-sharekit-{name}">(.*?)</td>', page)


def read_panel(page: str) -> list[list[str]]:
    _, _, panel = page.partition('<section class="module sharekit-panel"')
    rows = re.findall(r"<tr>(.*?)</tr>", panel.partition("</table>")[0], re.S)
    return [[unescape(cell) for cell in re.findall(r">([^<]*)</t[hd]>", row)] for row in rows]


def make_stories(*slugs: str) -> list[Story]:
    return [Story.objects.create(title=slug.title(), slug=slug) for slug in slugs]


def count_queries(read_it: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        read_it()
    return len(queries)


def test_the_list_of_the_sites_own_articles_shows_their_counts(desk: Client) -> None:
    ants, bees, _ = make_stories("ants", "bees", "crows")
    travel(ants, shares=2, visits=1)
    travel(bees, shares=1)

    page = read(desk, Story)

    assert read_column(page, "acts") == ["2", "1", "0"]
    assert read_column(page, "clickbacks") == ["1", "0", "0"]
    assert read_column(page, "views") == ["1", "0", "0"]
    headings = re.findall(r"column-sharekit-[^>]*>(.*?)</th>", page, re.S)
    assert [re.sub("<.*?>", "", heading).strip() for heading in headings] == [
        "Shares and copies, 30\u00a0days",
        "Visits from shares, 30\u00a0days",
        "Page views, 30\u00a0days",
    ]


def test_columns_sort_whole_lists_whatever_the_page(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StoryAdmin, "list_per_page", 2)
    stories = make_stories("ants", "bees", "crows", "ducks", "eels")
    for story, shares in zip(stories, (1, 12, 0, 2, 3), strict=True):
        travel(story, shares=shares) if shares else None

    pages = [read_column(read(desk, Story, o="-2", p=str(p)), "acts") for p in (1, 2, 3)]

    assert pages == [["12", "3"], ["2", "1"], ["0"]]
    assert read_column(read(desk, Story, o="2.-0"), "acts") == ["0", "1"]


def test_columns_count_days_that_the_site_chooses(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ants, bees = make_stories("ants", "bees")
    travel(ants, shares=1)
    travel(bees, shares=2)
    ArticleTotal.objects.filter(shares=2).update(day=last_days(31).since)

    assert read_column(read(desk, Story, o="-2"), "acts") == ["1", "0"]
    monkeypatch.setattr(StoryAdmin, "share_counts_days", None)
    page = read(desk, Story, o="-2")
    assert read_column(page, "acts") == ["2", "1"]
    assert ">Shares and copies</a>" in page


@pytest.mark.parametrize("model", [Interview, Podcast])
def test_children_and_keys_without_numbers_sort_too(desk: Client, model: Any) -> None:
    more = [{"slug": f"s{n}", "guest": "A captain"} if model is Interview else {} for n in range(3)]
    for n, fields in enumerate(more):
        made = model.objects.create(title=f"No {n}", **fields)
        if n:
            travel(made, shares=n, visits=n)

    assert read_column(read(desk, model, o="-1"), "acts") == ["2", "1", "0"]
    assert read_column(read(desk, model, o="2"), "clickbacks") == ["0", "1", "2"]


def test_keys_that_sql_writes_otherwise_have_columns_that_do_not_sort(desk: Client) -> None:
    travel(Term.objects.create(word="dark social & more"), shares=2)
    Term.objects.create(word="meme")

    page = read(desk, Term, o="-1")

    assert sorted(read_column(page, "acts")) == ["0", "2"]
    assert 'class="sortable column-sharekit-acts' not in page


def test_columns_of_objects_in_another_database_do_not_sort(desk: Client) -> None:
    class Elsewhere(PlainAdmin):
        def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
            return super().get_queryset(request).using("elsewhere")

    [*_, column] = Elsewhere(Story, admin.site).get_list_display(ask(desk))
    [*_, own] = PlainAdmin(Story, admin.site).get_list_display(ask(desk))

    assert not hasattr(column, "admin_order_field")
    assert hasattr(own, "admin_order_field")


def ask(client: Client) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=client.session["_auth_user_id"])
    return request


def test_a_page_costs_one_query_more_whatever_its_rows(
    desk: Client, log_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def list_them() -> str:
        return read(desk, Story, o="-2.1")

    travel(make_stories("ants")[0], shares=1)
    make_stories("bees", "crows")
    list_them()
    few = count_queries(list_them)
    for number in range(97):
        [story] = make_stories(f"s{number}")
        if number < 9:
            travel(story, shares=1)
    assert len(read_column(list_them(), "acts")) == 100

    assert count_queries(list_them) == few
    monkeypatch.setattr(StoryAdmin, "get_list_display", lambda *_: StoryAdmin.list_display)
    monkeypatch.setattr(StoryAdmin, "get_changelist", admin.ModelAdmin.get_changelist)
    assert count_queries(list_them) == few - 1


def test_what_the_site_made_of_its_list_stays(desk: Client) -> None:
    make_stories("ants", "withdrawn")

    page = read(desk, Story, q="ants")

    assert "newspaper/editor.js" in page
    assert "sharekit/panel.css" in page
    assert 'name="form-0-title"' in page
    assert len(read_column(page, "acts")) == 1


def test_cells_are_edited_as_before(desk: Client) -> None:
    [ants] = make_stories("ants")
    form = {f"form-{name}": "1" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}

    address = reverse("admin:newspaper_story_changelist")
    row = {"form-0-id": str(ants.pk), "form-0-title": "Of ants", "_save": "Save"}
    assert desk.post(address, form | row).status_code == 302
    empty = desk.post(address, form | row | {"form-0-title": ""}).content.decode()

    assert Story.objects.get().title == "Of ants"
    assert "This field is required" in empty
    assert read_column(empty, "acts") == ["0"]


def test_an_action_may_write_our_columns_of_any_object(desk: Client) -> None:
    [ants] = make_stories("ants")
    travel(ants, shares=1_200 // 400)

    *_, column = PlainAdmin(Story, admin.site).get_list_display(ask(desk))[:2]

    assert column(Story.objects.get()) == "3"


def test_an_unknown_count_is_an_error_of_the_admin() -> None:
    class Wrong(PlainAdmin):
        share_counts = ("acts", "likes")

    [error] = Wrong(Story, admin.site).check()

    assert (error.id, error.msg) == (
        "sharekit.E010",
        "'share_counts' holds an unknown count: 'likes'.",
    )
    assert str(error.hint).startswith("Choose from: acts, shares, copies")


def test_the_panel_says_the_last_days_and_channels_and_leads_to_the_articles_page(
    desk: Client,
) -> None:
    [ants] = make_stories("ants")
    travel(ants, shares=2, visits=1)
    travel(ants, shares=1, age=2 * DAY)
    ShareRollup.objects.filter(shares=1).update(day=today() - timedelta(days=7))
    ArticleTotal.objects.filter(shares=1).update(day="2020-01-01")

    page = open_page(desk, ants)

    assert [row[:5] for row in read_panel(page)] == [
        ["", "Shares", "Copies", "Visits from shares", "Reshares"],
        ["Last 7 days", "2", "0", "1", "0"],
        ["Last 30 days", "3", "0", "1", "0"],
        ["All days", "3", "0", "1", "0"],
    ]
    assert "By channel, all days: WhatsApp 3" in page
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
    key = find(bees, request=RequestFactory().get("/", headers={"host": "news.example"}))
    assert key
    post({"kind": "view", "entry": True}, article=key)
    aggregate.drain()

    assert "This page has not been shared yet. Counted up to" in open_page(desk, ants)
    assert "Share report" not in open_page(desk, ants)
    assert "This page has not been shared yet. Counted up to" in open_page(desk, bees)
    assert "Share report" in open_page(desk, bees)


def test_an_admin_without_our_articles_has_a_panel_without_a_link(desk: Client) -> None:
    [ants] = make_stories("ants")
    travel(ants, shares=1)
    own = StoryAdmin(Story, admin.AdminSite("own"))

    panel = own._build_panel(ants)

    assert panel["page"] == ""
    assert panel["rows"]


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


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Story, Interview, Shout, Podcast])
def test_an_identity_in_sql_is_the_one_in_python(model: Any) -> None:
    fields = {"title": "Of ships"}
    if model is not Podcast:
        fields |= {"slug": "ships"} | ({"guest": "A captain"} if model is Interview else {})
    made = model.objects.create(**fields)

    expression = identity.express(model, using="default")

    assert model.objects.annotate(identity=expression).get().identity == identity.find(made)


@isolate_apps("tests.newspaper")
def test_a_key_that_a_field_makes_something_else_of_is_not_written_in_sql() -> None:
    class Hashed(CharField):  # type: ignore[type-arg] # not subscriptable when it runs
        def from_db_value(self, value: str, *_: Any) -> str:
            return value[::-1]

    class Leaflet(Model):
        code = Hashed(primary_key=True, max_length=9)

        class Meta:
            app_label = "newspaper"

    assert identity.express(Leaflet, using="default") is None


@pytest.mark.django_db
@isolate_apps("tests.newspaper")
def test_a_key_that_is_another_models_key_is_written_in_sql() -> None:
    class Cover(Model):
        story = OneToOneField(Story, CASCADE, primary_key=True)

        class Meta:
            app_label = "newspaper"

    [ants] = make_stories("ants")
    stories = Story.objects.annotate(story_id=F("pk"))

    expression = identity.express(Cover, using="default")

    assert stories.annotate(it=expression).get().it == identity.find(Cover(story=ants))
