"""sharekit_forget: deletes what is kept of one link, says what that was, and keeps every count."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from sharekit import aggregate, buffers, reports, tokens
from sharekit.models import BufferedEvent, Clickback, ShareLink
from tests.traffic import post, share, visit

pytestmark = pytest.mark.django_db(transaction=True)


def run(link: str, *arguments: str) -> tuple[list[str], str, int]:
    """Run the command and return what it wrote, its error, and its exit code."""
    out = io.StringIO()
    try:
        call_command("sharekit_forget", "--link", link, *arguments, stdout=out, no_color=True)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error), error.returncode
    return out.getvalue().splitlines(), "", 0


@pytest.fixture
def link() -> str:
    """Return the mark of a link that was opened once and passed on once."""
    link = tokens.mint("w")
    post(share(link))
    post(visit(link), share(parent=link), address="192.0.2.2")
    return link


@pytest.fixture
def fresh_buffer() -> Iterator[None]:
    yield
    buffers._load.cache_clear()


@pytest.mark.parametrize("form", ["https://news.example/swifts/#intro&sk={}.", "{}", " {}\n"])
def test_a_link_is_deleted_by_its_address_or_its_mark_alone(link: str, form: str) -> None:
    aggregate.drain()
    before = reports.list_articles(reports.Period())

    lines, error, code = run(form.format(link))

    assert (error, code) == ("", 0)
    assert lines == [
        "Deleted:",
        "  Links: 1",
        "  Visits: 1",
        "  Rejected events: 0",
        "  Its mark in links that were passed on from it: 1",
        "Counts stay: they are of no person.",
    ]
    assert not Clickback.objects.exists()
    assert ShareLink.objects.get().parent_token == ""
    assert reports.list_articles(reports.Period()) == before


def test_what_still_waits_is_counted_first_and_does_not_bring_the_link_back(link: str) -> None:
    assert run(link)[2] == 0

    aggregate.drain()
    assert not ShareLink.objects.filter(token=link).exists()
    assert reports.list_articles(reports.Period())[0].shares == 2


def test_a_second_time_there_is_nothing_to_delete_and_the_exit_code_is_1(link: str) -> None:
    run(link)

    lines, error, code = run(link)
    assert (lines, code) == ([], 1)
    assert error == "Nothing is kept of this link; there was nothing to delete."


def test_a_dry_run_changes_nothing(link: str) -> None:
    aggregate.drain()
    assert run(link, "--dry-run")[0] == [
        "Nothing is deleted. To be deleted:",
        "  Links: 1",
        "  Visits: 1",
        "  Rejected events: 0",
        "  Its mark in links that were passed on from it: 1",
    ]
    post(share())

    lines, error, code = run(link, "--dry-run")

    assert lines[-1] == "Events that wait, which are counted first: 1"
    assert (error, code) == ("", 0)
    assert ShareLink.objects.count() == 2
    assert BufferedEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("link", "beginning"),
    [
        ("https://news.example/swifts/", "This address has no mark."),
        ("https://news.example/swifts/#sk=w123", "This address has no mark."),
        ("https://news.example/swifts/#sk=w", "This mark names a way alone"),
    ],
)
def test_an_address_that_names_no_link_is_explained(link: str, beginning: str) -> None:
    lines, error, code = run(link)

    assert (lines, code) == ([], 1)
    assert error.startswith(beginning)


@pytest.mark.usefixtures("fresh_buffer")
def test_what_cannot_be_counted_is_said_after_deleting_the_rest(
    link: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    aggregate.drain()
    post(share())
    settings.SHAREKIT = {"BUFFER": "tests.commands.buffers.StuckBuffer"}
    monkeypatch.setattr("sharekit.aggregate.forget._PATIENCE", 0)

    lines, error, code = run(link)

    assert (lines[1], code) == ("  Links: 1", 1)
    assert error.startswith("Events still wait that nobody can count now")
    assert not ShareLink.objects.filter(token=link).exists()
