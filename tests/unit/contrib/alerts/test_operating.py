"""What operators see of letters: checks, findings, what is stored, and what is deleted."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import pytest
from django.apps import apps
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import ImproperlyConfigured
from django.urls import include, path
from pytest_django import Settings

from sharekit.contrib.alerts import checks, tasks
from sharekit.contrib.alerts.doctor import examine
from sharekit.contrib.alerts.keeping import AlertKeeper
from sharekit.contrib.alerts.looking import runs
from sharekit.contrib.alerts.looking.weekly import announce_week
from sharekit.contrib.alerts.models import Alert, Watch
from sharekit.contrib.mails.models import Message
from sharekit.contrib.mails.moments.registry import MOMENTS
from sharekit.keeping.prune import prune
from sharekit.privacy.page import describe_privacy, render_privacy
from tests.support.counts import get_article
from tests.unit.contrib.alerts.making import (
    MONDAY,
    TAKE_OFF,
    WEEKLY,
    Clock,
    deliver,
    make_editor,
    read_outbox,
)

pytestmark = pytest.mark.django_db
PAGES = path("alerts/", include("sharekit.contrib.alerts.urls"))


class Without:
    """A URLconf without the page."""

    urlpatterns: Final[list[object]] = []


class Translated:
    """A URLconf whose page has an address in each language."""

    urlpatterns = i18n_patterns(PAGES)


def list_checks() -> list[str]:
    return [each.id or "" for check in checks.CHECKS for each in check(None)]


def run_doctor() -> list[tuple[str, str]]:
    return [(each.level, each.sentence) for each in examine()]


def test_the_page_that_stops_a_letter_must_have_one_address(settings: Settings) -> None:
    assert list_checks() == []
    settings.ROOT_URLCONF = Without
    assert list_checks() == ["sharekit_alerts.W001"]
    settings.ROOT_URLCONF = Translated
    assert list_checks() == ["sharekit_alerts.W002"]


def test_without_the_page_a_letter_fails_with_a_sentence(settings: Settings) -> None:
    make_editor("anna", WEEKLY)
    announce_week()
    settings.ROOT_URLCONF = Without

    assert deliver() == []
    ((_slug, state, reason),) = read_outbox()
    assert state == "failed"
    assert "sharekit.contrib.alerts.urls" in reason


def test_alerts_need_mails(monkeypatch: pytest.MonkeyPatch) -> None:
    config = apps.get_app_config("sharekit_alerts")
    monkeypatch.setattr(apps, "is_installed", lambda name: name != "sharekit.contrib.mails")

    with pytest.raises(ImproperlyConfigured, match=r"sharekit\.contrib\.mails"):
        config.ready()


def test_django_may_start_twice() -> None:
    apps.get_app_config("sharekit_alerts").ready()

    assert {"monday-letter", "take-off"} <= MOMENTS.keys()


def test_the_doctor_says_that_nobody_gets_a_letter() -> None:
    make_editor("anna", WEEKLY, may_see=False)

    ((level, sentence),) = run_doctor()

    assert (level, sentence) == ("hint", "Nobody gets a letter.")


def test_the_doctor_says_that_no_task_runs(clock: Clock) -> None:
    make_editor("anna", WEEKLY, TAKE_OFF)
    found = run_doctor()
    assert [level for level, _sentence in found] == ["problem", "problem"]
    assert all(task in str(found) for task in (runs.WEEKLY, runs.LOOK))

    tasks.announce_week()
    tasks.look()
    assert [level for level, _sentence in run_doctor()] == ["ok"]

    clock.move(hours=2)
    ((level, sentence),) = run_doctor()
    assert (level, runs.LOOK in sentence) == ("problem", True)


def test_alerts_are_pruned_after_keep_days(clock: Clock) -> None:
    for name, ago in (("old", 91), ("new", 89)):
        Alert.objects.create(
            article=get_article(name),
            day=MONDAY.date() - timedelta(days=ago),
            hour=8,
            acts=30,
            expected=2.5,
        )

    prune()

    assert [str(alert) for alert in Alert.objects.all()] == [
        f"{get_article('new').pk} {MONDAY.date() - timedelta(days=89)}"
    ]


def test_a_person_is_exported_and_forgotten() -> None:
    make_editor("anna", WEEKLY)
    make_editor("ben", TAKE_OFF)
    announce_week()
    keeper = AlertKeeper()

    assert keeper.export_person(" ANNA@news.example ") == [
        {"letter": "weekly", "site": "", "is_on": True}
    ]
    assert keeper.export_person("nobody@news.example") == keeper.export_person("no address") == []
    assert keeper.forget_person("Anna@news.example") == 1

    assert deliver() == []
    assert Message.objects.get().reason == "not-watched"
    assert [str(watch) for watch in Watch.objects.all()] == [f"take_off {Watch.objects.get().pk}"]


def test_the_privacy_page_lists_the_tables() -> None:
    text = render_privacy(describe_privacy())

    for name in ("Letters to editors", "Articles that took off"):
        assert name in text
    assert describe_privacy().missing == []
