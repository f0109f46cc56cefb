"""Notes on the chart: who writes them, where they are shown, and what is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from sharekit.admin.drawing.tables import Drawer
from sharekit.admin.parts.notes import describe_notes
from sharekit.admin.period import ChosenPeriod
from sharekit.aggregate.drain import drain
from sharekit.links import campaign_links
from sharekit.models import NOTE_LENGTH, Article, Note
from sharekit.reports.figures.notes import list_notes
from sharekit.reports.period.days import Period, today
from tests.support.clock import noon
from tests.support.traffic import BRIDGE, SWIFTS, post, share
from tests.unit.admin.pages import strip
from tests.unit.admin.report.page import read, share_many
from tests.unit.aggregate.test_minutes import ELSEWHERE

__all__ = ["noon"]

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "admin:sharekit_note_add"
LIST = "admin:sharekit_note_changelist"


def read_notes(page: str) -> list[str]:
    found = re.search(r'<ul class="sharekit-notes".*?</ul>', page, re.S)
    return [strip(item) for item in re.findall("<li>(.*?)</li>", found[0], re.S)] if found else []


def read_marks(page: str) -> list[str]:
    found = re.search(r'<script id="sharekit-marks"[^>]*>(.*?)</script>', page, re.S)
    assert found
    return [mark["text"] for mark in json.loads(found[1])]


def write(client: Client, **given: Any) -> Any:
    filled = {"day": today().isoformat(), "hour": "", "text": "Deploy", "article": "", "site": ""}
    return client.post(reverse(ADD), filled | given)


def test_an_editor_writes_a_note_that_everybody_reads(log_in: Callable[..., Client]) -> None:
    share_many(1)
    client = log_in("view_report", "add_note")
    assert reverse(ADD) in read(client)

    assert write(client, text="  The new front page ", hour="9").status_code == 302

    for page in (read(client), read(client, days="30")):
        (note,) = read_notes(page)
        assert note.endswith("9:00 The new front page")
        assert read_marks(page) == ["The new front page"]
    assert read_notes(read(client, until="2020-01-01")) == []


def test_a_note_is_written_once(log_in: Callable[..., Client]) -> None:
    client = log_in("view_report", "add_note")
    assert write(client).status_code == 302

    again = write(client)

    assert "This note is already there." in again.content.decode()
    assert write(client, hour="9").status_code == 302
    assert Note.objects.count() == 2


def test_without_the_permission_notes_are_only_read(editor: Client) -> None:
    share_many(1)
    Note.objects.create(day=today(), text="Deploy")

    page = read(editor)

    assert read_marks(page) == ["Deploy"]
    assert reverse(ADD) not in page
    assert editor.get(reverse(ADD)).status_code == 403
    index = editor.get(reverse("admin:index")).content.decode()
    assert reverse(LIST) not in index


def test_without_the_report_nobody_writes_a_note(log_in: Callable[..., Client]) -> None:
    client = log_in("add_note", "change_note", "delete_note")
    note = Note.objects.create(day=today(), text="Deploy")

    assert write(client).status_code == 403
    for view in ("change", "delete"):
        address = reverse(f"admin:sharekit_note_{view}", args=[note.pk])
        assert client.get(address).status_code == 403, view


def test_notes_are_changed_and_deleted_by_permission(log_in: Callable[..., Client]) -> None:
    client = log_in("view_report", "add_note", "change_note", "delete_note")
    share_many(1)
    article = Article.objects.get()
    note = Note.objects.create(day=today(), text="Deploy", article=article, site=article.site)
    change = reverse("admin:sharekit_note_change", args=[note.pk])
    assert SWIFTS.address in client.get(change).content.decode()

    given = {"day": today().isoformat(), "text": "Later", "article": "", "site": article.site}
    assert client.post(change, given).status_code == 302
    note.refresh_from_db()
    assert (note.text, note.article, note.site) == ("Later", None, article.site)

    # The day of a note that is old by now is not asked again.
    Note.objects.update(day="1999-12-31")
    assert client.post(change, given | {"day": "1999-12-31"}).status_code == 302

    delete = reverse("admin:sharekit_note_delete", args=[note.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 302
    assert not Note.objects.exists()


@pytest.mark.parametrize("also", [(), ("add_note",), ("delete_note",)])
def test_without_the_right_to_change_a_note_it_is_shown(
    log_in: Callable[..., Client], also: tuple[str, ...]
) -> None:
    client = log_in("view_report", *also)
    share_many(1)
    article = Article.objects.get()
    for about in ({}, {"article": article, "site": article.site, "hour": 9}):
        note = Note.objects.create(day=today(), text="Deploy", **about)
        change = reverse("admin:sharekit_note_change", args=[note.pk])

        page = client.get(change)

        assert page.status_code == 200
        assert "Deploy" in page.content.decode()
        assert 'name="text"' not in page.content.decode()
        assert client.post(change, {"text": "Other"}).status_code == 403
    assert client.get(reverse(LIST)).status_code == 200


def test_the_list_can_be_searched_and_nothing_else(log_in: Callable[..., Client]) -> None:
    client = log_in("view_report", "add_note")
    Note.objects.create(day=today(), text="Deploy")

    assert "Deploy" in client.get(reverse(LIST), {"q": "dep"}).content.decode()
    assert client.get(reverse(LIST), {"article__links__token": "x"}).status_code == 400


@pytest.mark.parametrize(
    "given",
    [
        {"text": ""},
        {"text": "x" * (NOTE_LENGTH + 1)},
        {"text": "a\0b"},
        {"text": "a\u2028b"},
        {"day": "yesterday"},
        {"day": "0001-01-01"},
        {"day": "1999-12-31"},
        {"day": "2100-01-01"},
        {"day": "9999-12-31"},
        {"hour": "24"},
        {"hour": "-1"},
        {"article": "https://news.example/never-seen/"},
        {"site": "elsewhere.example"},
    ],
    ids=str,
)
def test_what_is_not_valid_is_refused(log_in: Callable[..., Client], given: dict[str, str]) -> None:
    client = log_in("view_report", "add_note")

    response = write(client, **given)

    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not Note.objects.exists()


def test_an_article_shows_its_notes_and_those_of_its_site(log_in: Callable[..., Client]) -> None:
    client = log_in("view_report", "add_note")
    for article in (SWIFTS, BRIDGE, ELSEWHERE):
        post(share(), article=article)
    drain()
    write(client, text="Swifts only", article=SWIFTS.address)
    write(client, text="The whole site", site="news.example")
    write(client, text="The other site", site="other.example")
    write(client, text="Everything")

    def show(address: str) -> set[str]:
        pk = Article.objects.get(url=address).pk
        response = client.get(reverse("admin:sharekit_article_change", args=[pk]))
        return set(read_marks(response.content.decode()))

    assert show(SWIFTS.address) == {"Swifts only", "The whole site", "Everything"}
    assert show(BRIDGE.address) == {"The whole site", "Everything"}
    assert set(read_marks(read(client, site="other.example"))) == {"The other site", "Everything"}
    assert len(read_marks(read(client))) == 4
    assert any("Swifts only (Swifts of the city)" in note for note in read_notes(read(client)))


def test_a_campaign_writes_one_note_when_its_first_link_is_made(editor: Client) -> None:
    post(share())
    post(share(), article=ELSEWHERE)
    drain()
    for article in (SWIFTS, BRIDGE):
        campaign_links.get_or_create(article, ["email", "qr"], campaign="Newsletter of May")
    campaign_links.get_or_create(ELSEWHERE, ["email"], campaign="Elsewhere")

    assert len(read_marks(read(editor))) == 2
    (mark,) = read_marks(read(editor, site="news.example"))
    assert "Newsletter of May" in mark
    pk = Article.objects.get(url=SWIFTS.address).pk
    page = editor.get(reverse("admin:sharekit_article_change", args=[pk])).content.decode()
    assert read_marks(page) == [mark]


def test_notes_are_exported(editor: Client) -> None:
    share_many(1)
    for days, text in ((0, "=Deploy"), (1, "Before"), (40, "Long before")):
        Note.objects.create(day=today() - timedelta(days=days), hour=7, text=text)

    address = reverse("admin:sharekit_report_export", args=["notes", "json"])
    rows = json.loads(editor.get(address, {"days": "7"}).getvalue())["rows"]

    assert [(row["day"], row["hour"], row["text"]) for row in rows] == [
        ((today() - timedelta(days=1)).isoformat(), 7, "Before"),
        (today().isoformat(), 7, "=Deploy"),
    ]
    lines = editor.get(address.replace("json", "csv"), {"days": "1"}).getvalue().decode()
    assert "=Deploy" in lines
    assert ",=Deploy" not in lines


def test_a_campaign_of_another_time_has_no_note_in_the_period(editor: Client) -> None:
    campaign_links.get_or_create(SWIFTS, ["email"], campaign="Newsletter of May")

    assert len(list_notes(Period())) == 1
    assert list_notes(Period(until=date(2020, 1, 1))) == []


def test_a_site_without_the_admin_has_no_form_for_notes(settings: Settings) -> None:
    settings.ROOT_URLCONF = "sharekit.urls"

    described = describe_notes(ChosenPeriod(RequestFactory().get("/")), Drawer("admin", {}))

    assert described["add_note"]() == ""
