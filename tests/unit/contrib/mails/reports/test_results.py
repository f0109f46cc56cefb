"""What mails have brought: the same in the admin, the report, the API and on the command line."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.reports.results import get_results, list_results
from sharekit.contrib.mails.reports.section import list_rows
from sharekit.extensions import SECTIONS, Section
from sharekit.models import Article, LinkTotal, ShareLink
from tests.support.counts import get_article
from tests.support.mailing.world import make_mail, make_message

pytestmark = pytest.mark.django_db

FIRST = date(2026, 11, 3)
NEXT = FIRST + timedelta(days=1)
_tokens = iter(f"e{number:010d}".replace("0", "A") for number in range(1000))


def link(campaign: str, article: Article, *days: tuple[date, int, int]) -> None:
    """Count visits and reshares of a campaign link by day."""
    made = ShareLink.objects.create(
        token=next(_tokens),
        article=article,
        channel="email",
        campaign=campaign,
        state=ShareLink.State.CAMPAIGN,
        at=timezone.now(),
    )
    for day, visits, reshares in days:
        LinkTotal.objects.create(link=made, day=day, visits=visits, reshares=reshares)


def end(mail: Mail, state: str, *days: date, reason: str = "") -> None:
    zone = ZoneInfo(django_settings.TIME_ZONE)
    for day in days:
        # The last moment of the day, on the site's clock.
        at = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=zone)
        make_message(mail, state=state, reason=reason, ended_at=at)


@pytest.fixture
def digest() -> Mail:
    """Return a mail that 3 people got and 2 did not, whose links brought visits on two days."""
    mail = make_mail(slug="digest", name="Digest", kind="marketing")
    end(mail, "sent", FIRST, FIRST, NEXT)
    end(mail, "skipped", FIRST, reason="stopped")
    end(mail, "skipped", NEXT, reason="cap")
    make_message(mail)
    link("digest", get_article("swifts"), (FIRST, 8, 5), (NEXT, 4, 1))
    link("digest", get_article("bridge"), (FIRST, 4, 0))
    link("another", get_article("bridge"), (FIRST, 40, 40))
    return mail


def run(**options: Any) -> str:
    out = StringIO()
    call_command("sharekit_report", section="mails", stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def fail(*_: object) -> list[Any]:
    raise ZeroDivisionError


def test_until_now_each_link_is_rounded(digest: Mail) -> None:
    found = get_results(digest)

    assert found.states == {"sent": 3, "skipped": 2, "waiting": 1}
    assert sorted(found.skipped.items()) == [("cap", 1), ("stopped", 1)]
    assert (found.visits, found.reshares) == (10, 5)


def test_of_some_days_each_link_and_day_is_rounded(digest: Mail) -> None:
    [of_first] = list_results([digest], FIRST, FIRST)
    [from_first] = list_results([digest], FIRST)
    [of_next] = list_results([digest], NEXT, NEXT)

    assert of_first.states == {"sent": 2, "skipped": 1}
    assert (of_first.visits, of_first.reshares) == (5, 5)
    assert from_first.states == {"sent": 3, "skipped": 2}
    assert (from_first.visits, of_next.visits) == (5, 0)


def test_a_mail_of_a_site_counts_the_links_of_that_site(digest: Mail) -> None:
    site = get_article("swifts").site
    own, other = (make_mail(slug="digest", site=each) for each in (site, "b.example"))

    assert [each.visits for each in list_results([own, other])] == [10, 0]


def test_the_section_lists_each_reason_below_its_mail(digest: Mail) -> None:
    make_mail(name="Never happened")
    make_message(make_mail(name="Order", site="a.example"), state="failed", ended_at=timezone.now())

    rows = list_rows(None, None, None, None)

    assert rows is not None
    first, *reasons, last = rows
    assert first == {
        "name": "Digest",
        "sent": 3,
        "skipped": 2,
        "refused": 0,
        "unknown": 0,
        "visits": 10,
        "reshares": 5,
    }
    assert sorted((row["name"], row["skipped"], row["sent"]) for row in reasons) == [
        (
            "Digest, skipped: The person got the most marketing mails that the setting CAP allows.",
            1,
            None,
        ),
        ("Digest, skipped: The person stopped the subscription.", 1, None),
    ]
    assert (last["name"], last["refused"]) == ("Order (a.example)", 1)


def test_the_section_belongs_to_the_report_on_all(digest: Mail) -> None:
    assert list_rows(get_article("swifts"), None, None, None) is None
    assert list_rows(None, None, None, Article.objects.all()) is None
    assert list_rows(None, date(2020, 1, 1), date(2020, 1, 2), None) is None


def test_api_command_and_section_show_the_same(digest: Mail, admin_client: Client) -> None:
    days = {"since": str(FIRST), "until": str(FIRST)}

    answer = admin_client.get("/sharekit/api/mails/", days).json()
    table = run(**days)
    exported = json.loads(run(format="json", **days))
    lines = run(format="csv", **days).splitlines()

    assert answer["mails"] == [
        {
            "slug": "digest",
            "name": "Digest",
            "site": "",
            "kind": "marketing",
            "states": {"sent": 2, "skipped": 1},
            "skipped": {"stopped": 1},
            "visits": 5,
            "reshares": 5,
        }
    ]
    assert exported["rows"] == list_rows(None, FIRST, FIRST, None)
    assert lines[:2] == ["name,sent,skipped,refused,unknown,visits,reshares", "Digest,2,1,0,0,5,5"]
    assert "Mail" in table and "Digest" in table
    assert table.splitlines()[3].split()[1:] == ["2", "1", "0", "0", "5", "5"]
    of_site = admin_client.get("/sharekit/api/mails/", {**days, "site": "a.example"}).json()
    assert of_site["mails"] == []


def test_the_command_says_what_it_cannot_show(
    digest: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = get_article("swifts").url

    with pytest.raises(CommandError, match="nothing to show"):
        run(article=url)
    broken = Section(heading="", meaning="", columns={"name": ""}, list_rows=fail)
    monkeypatch.setitem(SECTIONS, "mails", broken)
    with pytest.raises(CommandError, match="mails"):
        run()


def test_the_command_prints_sentences_before_a_table(
    digest: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Section(
        heading="",
        meaning="",
        columns={"name": "Name", "mails": "Mails"},
        list_rows=lambda *_: [{"name": "x" * 90, "mails": 12}],
        list_sentences=lambda rows: ["A sentence of the app."],
    )
    monkeypatch.setitem(SECTIONS, "mails", said)

    lines = run().splitlines()

    assert lines[2:4] == ["A sentence of the app.", ""]
    assert lines[-1] == "x" * 39 + "…    12"
