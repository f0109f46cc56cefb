"""What the doctor says of static files, proxies, limits and rejected events."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from sharekit.models import Notice, RejectedEvent
from sharekit.status.status import get_status
from tests.unit.commands.doctor.running import run

pytestmark = pytest.mark.django_db(transaction=True)


def test_static_files_that_are_not_found_are_reported(settings: Settings, worker: None) -> None:
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]

    output, code = run(wait=20)

    assert code == 1
    assert "PROBLEM: These static files are missing: sharekit/sharekit.js" in output
    assert "Add AppDirectoriesFinder to STATICFILES_FINDERS" in output


def test_a_manifest_that_lacks_our_files_is_reported(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }

    output, code = run()

    assert code == 1
    assert "Missing staticfiles manifest entry" in output
    assert "    Run manage.py collectstatic." in output


def test_a_folder_of_static_files_without_ours_is_a_hint(
    settings: Settings, tmp_path: Path, worker: None
) -> None:
    settings.STATIC_ROOT = str(tmp_path)

    output, code = run(wait=20)

    assert code == 0
    assert f"hint: The script is not in {tmp_path}." in output


def test_a_site_that_serves_static_files_by_itself_gets_a_hint(settings: Settings) -> None:
    settings.INSTALLED_APPS = [
        app for app in settings.INSTALLED_APPS if app != "django.contrib.staticfiles"
    ]

    assert "hint: django.contrib.staticfiles is not installed." in run()[0]


def test_a_site_behind_a_proxy_gets_a_hint(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    hint = "hint: SECURE_PROXY_SSL_HEADER suggests a proxy, but TRUSTED_PROXIES is 0"

    assert hint in run()[0]

    settings.SHAREKIT = {"TRUSTED_PROXIES": 1, "SITE_URL": "https://news.example"}
    output = run()[0]
    assert hint not in output
    assert "sharekit.W001" not in output


def test_it_says_who_is_limited_and_who_is_not(settings: Settings) -> None:
    output = run()[0]
    assert "ok: Rate limits for events: 120/minute for each reader, 1200/minute" in output
    assert "or with a private or loopback address, have no limit." in output

    settings.SHAREKIT = {"RATE_LIMIT_STORE": "redis://localhost:1/0"}
    assert "PROBLEM: Events are not limited, since RATE_LIMIT_STORE does not count: " in run()[0]

    settings.SHAREKIT = {"RATE_LIMIT_NETWORK": ""}
    assert "hint: Rate limits for events: 120/minute for each reader, any number" in run()[0]


def test_a_proxy_that_was_seen_and_not_declared_gets_a_hint(settings: Settings) -> None:
    def is_hinted() -> bool:
        return "hint: Requests had an X-Forwarded-For header" in run()[0]

    notice = Notice.objects.create(name=Notice.FORWARDED, at=timezone.now())
    assert is_hinted()
    settings.SHAREKIT = {"TRUSTED_PROXIES": 1}
    assert not is_hinted()

    settings.SHAREKIT = {}
    notice.at -= timedelta(days=2)
    notice.save()
    assert not is_hinted()
    notice.delete()


def test_rejected_events_are_a_problem_with_a_step(worker: None) -> None:
    event = RejectedEvent.objects.create(payload=b"[]", error="too long")

    output, code = run(wait=20)
    step = get_status().step
    event.delete()

    assert code == 1
    assert "PROBLEM" in output
    assert f"    {step}" in output
