"""sharekit_report: the status first, then the figures, as a table, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.models import Article, BufferedEvent, ShardCursor
from sharekit.reports.period.days import today
from sharekit.status.status import Status, get_status
from tests.support.answers import leave_out_new_figures
from tests.support.clock import CLOCK
from tests.support.traffic import BRIDGE, SWIFTS, post, share, visit

DAY = 24 * 3_600_000

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments: str) -> tuple[str, str]:
    """Run the command and return what it wrote to stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    call_command("sharekit_report", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def count_traffic() -> None:
    link = tokens.mint("w")
    post(share(link), {"kind": "copy", "channel": "copy-link", "token": tokens.mint("c")})
    post(visit(link), share(parent=link), address="192.0.2.2")
    post(share(age=3 * DAY), article=BRIDGE)
    drain()


def leave_waiting() -> None:
    post(share())
    BufferedEvent.objects.update(at=timezone.now() - timedelta(hours=1))
    ShardCursor.objects.all().delete()


def test_the_json_is_exactly_what_was_promised() -> None:
    count_traffic()

    out, err = run("--format", "json", "--article", "/swifts/")

    report = json.loads(out)
    assert report.pop("counted_up_to")
    promised = {
        "articles": [
            {
                "id": Article.objects.get(url=SWIFTS.address).pk,
                "url": SWIFTS.address,
                "title": SWIFTS.title,
                "views": 1,
                "entries": 1,
                "shares": 2,
                "copies": 1,
                "marked": 3,
                "clickbacks": 1,
                "inferred": 0,
                "reshares": 1,
                "channels": {
                    "copy-link": {"shares": 0, "copies": 1, "clickbacks": 0, "reshares": 0},
                    "whatsapp": {"shares": 2, "copies": 0, "clickbacks": 1, "reshares": 1},
                },
            }
        ],
        "has_history": None,
        "rising": [],
        "promising": [],
    }
    assert leave_out_new_figures(report, promised) == promised
    assert err == ""


def test_a_new_site_has_nothing_to_compare_with_yet() -> None:
    post(share())
    drain()

    assert "Going up\n  There is nothing to compare with yet" in run()[0]
    assert json.loads(run("--format", "json")[0])["has_history"] is False


def test_the_table_begins_with_the_status() -> None:
    count_traffic()

    first, empty, *table = run()[0].splitlines()

    assert re.search(CLOCK, first)
    assert (empty, table[1].split()[:3]) == ("", ["Swifts", "of", "the"])


def test_csv_has_the_status_beside_it() -> None:
    count_traffic()

    out, err = run("--format", "csv")

    assert re.search(CLOCK, err)
    assert [row["url"] for row in csv.DictReader(io.StringIO(out))] == [
        SWIFTS.address,
        BRIDGE.address,
    ]
    assert not out.endswith("\n\n")


@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_trouble_is_reported_in_every_format(format: str) -> None:  # noqa: A002 - the option's name
    leave_waiting()

    assert get_status().sentence in "".join(run("--format", format))


def test_an_empty_report_says_so_or_is_empty() -> None:
    assert "manage.py sharekit_doctor" in run()[0]
    assert json.loads(run("--format", "json")[0])["articles"] == []
    assert run("--format", "csv")[0].count("\n") == 1


def test_days_limit_the_report_to_the_last_ones() -> None:
    count_traffic()

    def find(*arguments: str) -> list[str]:
        report = json.loads(run("--format", "json", *arguments)[0])
        return [article["title"] for article in report["articles"]]

    assert find() == find("--days", "5") == [SWIFTS.title, BRIDGE.title]
    assert find("--days", "2") == [SWIFTS.title]


def test_since_and_until_limit_the_report_to_the_days_between() -> None:
    count_traffic()
    yesterday = today() - timedelta(days=1)

    def find(*arguments: str) -> list[str]:
        report = json.loads(run("--format", "json", *arguments)[0])
        return [article["title"] for article in report["articles"]]

    assert find("--since", f"{yesterday}") == [SWIFTS.title]
    assert find("--until", f"{yesterday}") == [BRIDGE.title]
    assert find("--since", "2020-01-01", "--until", "2020-12-31") == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--since", "yesterday"), "is not a valid day. Write it as YYYY-MM-DD"),
        (("--since", "2026-11-02", "--until", "2026-11-01"), "must not be before"),
        (("--days", "seven"), "must be a whole number"),
        (("--days", "0"), "“days” must be 1 or more"),
        (("--days", "-1"), "“days” must be 1 or more"),
        (("--days", "99999999999"), "“days” is too large"),
        (("--article", "https://["), "is not a valid page address"),
    ],
)
def test_bad_arguments_are_answered_with_a_sentence(
    arguments: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*arguments)


def test_the_command_named_in_the_status_exists() -> None:
    stale = Status(timezone.now(), waiting=1, rejected=0, is_late=True, is_stale=True)
    [command] = re.findall(r"manage\.py (\w+)", stale.step)
    out = io.StringIO()
    call_command(command, stdout=out)

    assert out.getvalue().startswith("Counted ")
