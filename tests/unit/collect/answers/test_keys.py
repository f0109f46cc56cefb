"""The signed key of an article: its site, its secret and its day."""

from __future__ import annotations

import json

import pytest
from django.core import signing
from django.test import override_settings
from msgspec.structs import replace

from sharekit import keys
from sharekit.keys import ArticleKey
from tests.support.traffic import BRIDGE, SWIFTS, post, share
from tests.unit.collect.answers.bodies import VIEW, body, send, stored

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "nonsense",
        "/swifts/ https://news.example/swifts/ Swifts:g1e:" + "A" * 43,
        keys.sign(SWIFTS).replace("Swifts", "Sharks"),
        keys.sign(SWIFTS)[:-1],
        "\0" + keys.sign(SWIFTS)[1:],
    ],
)
def test_an_article_that_was_not_signed_here_is_refused(key: str) -> None:
    answer = send(json.dumps({"article": key, "events": [VIEW]}).encode())

    assert answer.status == (400 if "\0" in key else 403)
    assert stored() == []


def test_a_key_of_another_site_is_refused() -> None:
    with override_settings(SECRET_KEY="another site's"):
        foreign = keys.sign(SWIFTS)

    assert send(json.dumps({"article": foreign, "events": [VIEW]}).encode()).status == 403


def test_events_with_keys_that_are_not_valid_are_ignored_and_the_others_are_stored() -> None:
    fake = f"x https://evil.example/ The real story:g1e:{'A' * 43}"

    answer = post(VIEW, VIEW | {"article": fake})

    assert (answer.status, answer.headers["X-Sharekit-Ignored"]) == (204, "key")
    assert [event.kind for event in stored()] == ["view"]
    # The page's own key may be the fake one, and an event's the genuine one.
    answer = send(body(VIEW, VIEW | {"article": keys.sign(BRIDGE)}, article=fake))
    assert answer.status == 204
    assert [event.article for event in stored()] == [BRIDGE]
    assert send(body(VIEW, share(), article=fake)).status == 403
    assert stored() == []


def test_a_key_signed_before_the_secret_changed_still_counts() -> None:
    old = keys.sign(SWIFTS)
    with override_settings(SECRET_KEY="the new one", SECRET_KEY_FALLBACKS=[]):
        assert send(json.dumps({"article": old, "events": [VIEW]}).encode()).status == 403
    with override_settings(
        SECRET_KEY="the new one", SECRET_KEY_FALLBACKS=["not a secret: tests only"]
    ):
        assert send(json.dumps({"article": old, "events": [VIEW]}).encode()).status == 204


def test_a_key_of_a_future_day_is_refused_except_for_tomorrow() -> None:
    today = keys.get_day()
    for day, status in {today + 1: 204, today + 2: 403, 1_000_000: 403}.items():
        key = keys.sign(replace(SWIFTS, day=day))
        assert send(json.dumps({"article": key, "events": [VIEW]}).encode()).status == status, day


def test_a_key_survives_its_signature() -> None:
    for title in ("A title: with a colon", "A title:zz", "a:b:c", ":", "https://a.example/:1:2"):
        for day in (0, 1, 20_786):
            key = ArticleKey("newspaper.story:7", "https://news.example/a", title, day)
            assert keys.read(keys.sign(key)) == key


def test_a_key_from_before_keys_had_days_is_refused() -> None:
    """Its title could end like a day that is yet to come."""
    for title in ("Swifts", "Swifts:zzz", "Swifts: zzz"):
        old = signing.Signer(salt="sharekit.article").sign(f"/a/ https://news.example/a/ {title}")
        assert send(json.dumps({"article": old, "events": [VIEW]}).encode()).status == 403


def test_the_day_of_a_key_cannot_be_changed() -> None:
    text = keys.sign(ArticleKey("/a/", "https://news.example/a/", "A", 20_786))
    assert ":g1e:" in text
    for day in ("g1f", "zzz", "G1E", "", "g1e:g1e"):
        changed = text.replace(":g1e:", f":{day}:")
        assert send(json.dumps({"article": changed, "events": [VIEW]}).encode()).status == 403
