"""sharekit_check_page: what previews lack, as a table or as JSON, and an exit code."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.support.newspaper.models import Story
from tests.unit.link_checks.conftest import pages
from tests.unit.link_checks.pages_site import Page

__all__ = ["pages"]

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[str, str, int]:
    out = io.StringIO()
    try:
        call_command("sharekit_check_page", *arguments, stdout=out, no_color=True)
    except CommandError as error:
        return out.getvalue(), str(error), error.returncode
    return out.getvalue(), "", 0


@pytest.fixture(autouse=True)
def _story() -> None:
    Story.objects.create(title="The bridge", slug="bridge")


def test_a_page_with_what_is_missing_is_reported_line_by_line() -> None:
    out, err, code = run("/stories/bridge/", "--host", "news.example")

    assert (err, code) == ("This page lacks something that its previews need.", 1)
    head, *_ = lines = out.splitlines()
    assert head == "https://news.example/stories/bridge/"
    assert lines[1] == "shared as https://news.example/stories/bridge/"
    assert "WhatsApp            <title>       no              no          as shared" in lines
    assert '    <meta property="og:title" content="The bridge">' in lines
    assert "PROBLEM: og:image is missing, so previews have no picture. [all apps]" in lines
    assert max(len(line) for line in lines if "<" not in line) <= 80


def test_a_page_that_lacks_nothing_ends_well(pages: dict[str, Page]) -> None:
    _, err, code = run("/bridge/")

    assert (err, code) == ("", 0)


def test_the_json_holds_everything_and_its_sources() -> None:
    out, _, code = run("/stories/bridge/", "--format", "json")

    report = json.loads(out)
    assert code == 1
    assert report["broken"]
    assert report["apps"][0]["source"].startswith("https://developers.facebook.com/")
    assert {finding["level"] for finding in report["findings"]} == {"problem", "hint"}


def test_a_page_that_is_not_there_is_one_sentence() -> None:
    assert run("/stories/ferry/", "--host", "news.example") == (
        *("", "There is no page at https://news.example/stories/ferry/ (404)."),
        1,
    )
