"""The page that publishes: changes, errors, warnings, and editions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from sharekit.contrib.bots.models import Bot
from sharekit.contrib.bots.publishing.publish import publish
from tests.unit.contrib.bots.shop import add_rule


@pytest.fixture
def path(bot: Bot) -> str:
    return f"/admin/sharekit_bots/bot/{bot.pk}/publish/"


def read(page: Any, name: str) -> list[str]:
    return [point.sentence for point in page.context[name]]


def test_a_sound_draft_is_published_and_written_down(writer: Client, bot: Bot, path: str) -> None:
    page = writer.get(path)
    assert page.context["changes"] is None
    assert (read(page, "errors"), read(page, "warnings")) == ([], [])

    page = writer.post(path, {"publish": "1"}, follow=True)

    bot.refresh_from_db()
    assert bot.state == "live"
    assert page.context["changes"] == []
    assert bot.edition is not None
    assert bot.edition.by == page.wsgi_request.user
    assert LogEntry.objects.filter(object_id=str(bot.pk)).count() == 1
    assert "edition 1" in writer.get(f"/admin/sharekit_bots/bot/{bot.pk}/change/").content.decode()


def test_an_error_names_the_rule_and_blocks(writer: Client, bot: Bot, path: str) -> None:
    rule = bot.rules.get(name="order")
    bot.rules.filter(pk=rule.pk).update(answer="gone")

    page = writer.get(path)
    writer.post(path, {"publish": "1", "accepts": "on"})

    assert [point.rule for point in page.context["errors"]] == [rule.pk]
    assert f"/admin/sharekit_bots/rule/{rule.pk}/change/" in page.content.decode()
    assert not bot.editions.exists()


def test_a_failing_example_blocks(writer: Client, bot: Bot, path: str) -> None:
    bot.examples.create(text="When?", expected=bot.rules.get(name="delivery"))

    writer.post(path, {"publish": "1"})

    assert len(writer.get(path).context["errors"]) == 1
    assert not bot.editions.exists()


def test_warnings_need_a_tick(writer: Client, bot: Bot, path: str) -> None:
    add_rule(bot, "lost")
    assert len(writer.get(path).context["warnings"]) == 1

    writer.post(path, {"publish": "1"})
    assert not bot.editions.exists()
    writer.post(path, {"publish": "1", "accepts": "on"})

    assert bot.editions.count() == 1


def test_each_change_is_a_sentence(writer: Client, bot: Bot, path: str) -> None:
    for name in ("a", "b", "c", "d", "e"):
        add_rule(bot, name, name)
    publish(bot, accepts_warnings=True)
    rules = {rule.name: rule for rule in bot.rules.all()}
    bot.greeting, bot.language, bot.hours = "Hi. PERSON automatically", "de", "Mo 9:00-10:00"
    bot.menu = [{"label": "Delivery", "rule": rules["delivery"].pk}]
    bot.save()
    bot.rules.filter(name="a").update(phrases="aa")
    bot.rules.filter(name="b").update(text="Other.")
    bot.rules.filter(name="c").update(choices=[{"label": "x", "rule": rules["a"].pk}])
    bot.rules.filter(name="d").update(then="end")
    bot.rules.filter(name="e").update(place=0)
    bot.rules.filter(name="order").delete()
    add_rule(bot, "f", "f")

    changes = writer.get(path).context["changes"]

    assert changes == [
        "The greeting is another one.",
        "The menu is another one.",
        "The opening hours are others.",
        "What the bot says by itself is different.",
        "The site's answers need something else.",
        "“a” has other phrases.",
        "“b” answers something else.",
        "“c” has other buttons.",
        "“d” is named, placed or continued differently.",
        "“f” is new.",
        "“order” is gone.",
        "The order of the rules is another one.",
    ]


def test_one_click_brings_an_edition_back(writer: Client, bot: Bot, path: str) -> None:
    first = publish(bot)
    bot.rules.filter(name="delivery").update(text="Four days.")
    publish(bot)

    writer.post(path, {"edition": "1"})

    bot.refresh_from_db()
    assert bot.edition == first
    assert bot.rules.get(name="delivery").text == "Four days."
    for number in ("", "7", "x", "9" * 30):
        assert writer.post(path, {"edition": number}).status_code == 404


def test_only_those_who_may_change_a_bot_publish_it(
    log_in: Callable[..., Client], helper: Client, bot: Bot, path: str
) -> None:
    publish(bot)
    reader = log_in("view_bot")

    assert 'name="publish"' not in reader.get(path).content.decode()
    assert helper.get(path).status_code == 403
    for browser in (reader, helper):
        assert browser.post(path, {"publish": "1"}).status_code == 403
        assert browser.post(path, {"edition": "1"}).status_code == 403
