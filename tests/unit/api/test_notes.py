"""Notes by the API: written by programs with the permission, once, and refused with a reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from rest_framework.authtoken.models import Token

from sharekit.links import campaign_links
from sharekit.models import NOTE_LENGTH, Article, ArticleGroup, Kind, Note
from sharekit.reports.period.days import today
from tests.support.traffic import SWIFTS
from tests.unit.aggregate.together import run_together

NOTES = "/sharekit/api/notes/"


@pytest.fixture
def deployer(make_user: Callable[..., User]) -> Client:
    """Return a program that may add notes."""
    token = Token.objects.create(user=make_user("view_report", "add_note"))
    return Client(headers={"authorization": f"Token {token.key}"})


def write(client: Client, **given: Any) -> Any:
    return client.post(NOTES, json.dumps(given), content_type="application/json")


def test_a_deploy_is_noted_once(deployer: Client, swifts: Article) -> None:
    answers = [write(deployer, text="Deploy 1.4", hour=9) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    note = Note.objects.get()
    said = {
        "id": note.pk,
        "day": today().isoformat(),
        "hour": 9,
        "text": "Deploy 1.4",
        "article": None,
        "site": "",
    }
    assert [answer.json() for answer in answers] == [said, said]
    assert deployer.get(NOTES, {"days": "1"}).json()["notes"] == [said]
    assert deployer.get(NOTES, {"until": "2020-01-01"}).json()["notes"] == []


@pytest.mark.usefixtures("skip_sqlite")
@pytest.mark.django_db(transaction=True)
def test_deploys_that_are_noted_at_the_same_moment_are_noted_once(deployer: Client) -> None:
    for deploy in range(5):
        run_together(*[lambda text=f"Deploy {deploy}": write(deployer, text=text)] * 4)

    assert sorted(Note.objects.values_list("text", flat=True)) == [f"Deploy {n}" for n in range(5)]
    assert write(deployer, text="Deploy 0").status_code == 200


def test_a_note_may_be_about_an_article_or_a_site(deployer: Client, swifts: Article) -> None:
    about = write(deployer, text="Push", article=SWIFTS.address, day="2026-11-27").json()
    site = write(deployer, text="Relaunch", site=swifts.site).json()

    assert about["article"]["id"] == swifts.pk
    assert about["site"] == site["site"] == swifts.site
    found = Note.objects.get(text="Push")
    assert (found.article, found.day) == (swifts, date(2026, 11, 27))
    notes = deployer.get(NOTES, {"article": str(swifts.pk)}).json()["notes"]
    assert [note["text"] for note in notes] == ["Push", "Relaunch"]


def test_notes_follow_the_language_and_the_group(deployer: Client, swifts: Article) -> None:
    campaign_links.get_or_create(SWIFTS, ["email"], campaign="May")
    # Creating the link has written the language of the key.
    Article.objects.filter(pk=swifts.pk).update(language="de")
    ArticleGroup.objects.create(article=swifts, kind=Kind.SECTION, name="Nature")
    write(deployer, text="Push", article=SWIFTS.address)
    write(deployer, text="Relaunch", site=swifts.site)
    write(deployer, text="Holiday")

    def list_(**asked: str) -> set[str]:
        return {note["text"] for note in deployer.get(NOTES, asked).json()["notes"]}

    of_all = {"Holiday", "Relaunch"}
    everything = {*of_all, "Push", "Campaign: May"}
    for fits in ({}, {"language": "de"}, {"group": "section:Nature"}, {"site": swifts.site}):
        assert list_(**fits) == everything, fits
    for other in ({"language": "en"}, {"group": "section:Sport"}, {"group": "tag:Nature"}):
        assert list_(**other) == of_all, other
    assert list_(site="other.example") == {"Holiday"}
    assert list_(group="section:Nature", language="en") == of_all


def test_campaigns_have_no_id(deployer: Client, swifts: Article) -> None:
    campaign_links.get_or_create(SWIFTS, ["email"], campaign="Newsletter of May")

    (note,) = deployer.get(NOTES, {"days": "1"}).json()["notes"]

    assert note["id"] is None
    assert "Newsletter of May" in note["text"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "x" * (NOTE_LENGTH + 1)}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"text": "a\nb"}, "text"),
        ({"text": ["a"]}, "text"),
        ({"text": "a", "day": "tomorrow"}, "day"),
        ({"text": "a", "day": "0001-01-01"}, "day"),
        ({"text": "a", "day": "1999-12-31"}, "day"),
        ({"text": "a", "day": "2100-01-01"}, "day"),
        ({"text": "a", "day": "9999-12-31"}, "day"),
        ({"text": "a", "hour": 24}, "hour"),
        ({"text": "a", "hour": "x"}, "hour"),
        ({"text": "a", "site": "elsewhere.example"}, "site"),
        ({"text": "a", "site": "news\0.example"}, "site"),
        ({"text": "a", "article": ["/a/"]}, "article"),
        ({"text": "a", "writer": "me"}, "writer"),
    ],
    ids=str,
)
def test_what_is_not_valid_is_refused_with_a_sentence(
    deployer: Client, swifts: Article, given: dict[str, Any], field: str
) -> None:
    answer = write(deployer, **given)

    assert answer.status_code == 400
    ((name, sentences),) = answer.json().items()
    assert name == field
    assert all(sentences)
    assert not Note.objects.exists()


def test_an_unknown_article_is_not_found(deployer: Client, swifts: Article) -> None:
    for about in ("/never-seen/", "\0"):
        assert write(deployer, text="a", article=about).status_code in {400, 404}, about


@pytest.mark.parametrize(
    "body",
    [
        *("", "{", "[]", "null", '"text"', "[" * 8000, "[" * 9000),
        *(r'{"text": "\ud800"}', r'{"\ud800": "a"}', r'{"text": "a", "article": "\udc00"}'),
        b'{"text": "\xff"}',
    ],
    ids=lambda body: repr(body[:20]),
)
def test_what_is_not_a_short_json_object_is_refused(deployer: Client, body: str | bytes) -> None:
    answer = deployer.post(NOTES, body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()
    assert not Note.objects.exists()


def test_a_form_is_not_read(deployer: Client) -> None:
    assert deployer.post(NOTES, {"text": "a"}).status_code == 415


def test_without_the_permission_nothing_is_written(script: Client, client: Client) -> None:
    answer = write(script, text="a")

    assert (answer.status_code, list(answer.json())) == (403, ["detail"])
    assert write(client, text="a").status_code == 401
    assert script.get(NOTES).status_code == 200
    assert not Note.objects.exists()


def test_a_session_needs_its_csrf_token(make_user: Callable[..., User]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("view_report", "add_note"))

    assert write(client, text="a").status_code == 403
