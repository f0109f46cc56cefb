"""The columns that the mixin adds to the admin of the site's own model, and their order."""

from __future__ import annotations

import re
from collections.abc import Callable
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

from sharekit.articles import identity
from sharekit.figures import FIGURES
from sharekit.models import ArticleTotal
from sharekit.reports.period.days import last_days
from tests.support.newspaper.admin import PlainAdmin, StoryAdmin
from tests.support.newspaper.models import Interview, Podcast, Shout, Story, Term
from tests.unit.admin.articles.own_articles import make_stories, read, travel


def read_column(page: str, name: str) -> list[str]:
    return re.findall(rf'<td class="field-sharekit-{name}">(.*?)</td>', page)


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
        *(f"{FIGURES[name].name}, 30\u00a0days" for name in ("clickbacks", "views")),
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


def test_a_queryset_may_depend_on_the_columns_of_the_list(desk: Client) -> None:
    class Translated(PlainAdmin):
        def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
            assert self.get_list_display(request) == ("__str__",)
            return super().get_queryset(request)

    columns = Translated(Story, admin.site).get_list_display(ask(desk))

    assert len(columns) == 3


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
    assert "sharekit/admin/panel.css" in page
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
    assert str(error.hint).startswith("Choose from acts, clickbacks, shares, copies")


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Story, Interview, Shout, Podcast])
def test_an_identity_in_sql_is_the_one_in_python(model: Any) -> None:
    fields = {"title": "Of ships"}
    if model is not Podcast:
        fields |= {"slug": "ships"} | ({"guest": "A captain"} if model is Interview else {})
    made = model.objects.create(**fields)

    expression = identity.express(model, using="default")

    assert model.objects.annotate(identity=expression).get().identity == identity.get(made)


@isolate_apps("tests.support.newspaper")
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
@isolate_apps("tests.support.newspaper")
def test_a_key_that_is_another_models_key_is_written_in_sql() -> None:
    class Cover(Model):
        story = OneToOneField(Story, CASCADE, primary_key=True)

        class Meta:
            app_label = "newspaper"

    [ants] = make_stories("ants")
    stories = Story.objects.annotate(story_id=F("pk"))

    expression = identity.express(Cover, using="default")

    assert stories.annotate(it=expression).get().it == identity.get(Cover(story=ants))
