"""The list and the page of a campaign link, and their permissions."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import Settings

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.buttons import qr
from sharekit.keeping.prune import prune
from sharekit.models import Article, Clickback, ShareLink
from tests.support.traffic import SWIFTS, post
from tests.unit.admin.campaign_links.making import LIST, make, open_times, read

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_it_brought_is_in_the_list_and_on_its_page(maker: Client, article: Article) -> None:
    link = make(maker, article)
    open_times(link, readers=11)
    shares = [
        {"kind": "share", "channel": "whatsapp", "token": tokens.mint("w"), "parent": link.token}
        for _ in range(7)
    ]
    post(*shares)
    drain()

    # In fives: one reader more or less cannot be seen.
    assert "Results Visits 10 Reshares 5 " in read(maker, f"{LIST}{link.pk}/change/")
    row = maker.get(LIST).content.decode()
    assert '<td class="field-visits">10</td><td class="field-reshares">5</td>' in row


def test_nobody_sees_whether_a_single_reader_came(maker: Client, article: Article) -> None:
    unread, read_once = (make(maker, article, campaign=each) for each in ("May", "June"))
    open_times(read_once, readers=4)

    pages = [read(maker, f"{LIST}{link.pk}/change/") for link in (unread, read_once)]

    assert all("Visits fewer than 5 Reshares fewer than 5" in page for page in pages)
    listed = maker.get(f"{LIST}?o=-3").content.decode()
    # Sorting by visits reveals nothing either: the newest is first, as without it.
    assert listed.index("June") < listed.index("May")
    open_times(unread, readers=5)
    listed = maker.get(f"{LIST}?o=-3").content.decode()
    assert listed.index(">May") < listed.index(">June")
    # Nine against five: the newest is first again.
    open_times(read_once, readers=9)
    listed = maker.get(f"{LIST}?o=-3").content.decode()
    assert listed.index(">June") < listed.index(">May")


@pytest.mark.parametrize(
    "asked",
    [
        *("visits=1", "visits__gt=0", "visits__in=1,2", "all_visits=1", "reshares__gt=0"),
        # A row of counts exists after the first visit, and a link below it after the first reshare.
        *("totals__isnull=0", "totals=1", "totals__gt=0", "totals__visits=1", "%2B__isnull=0"),
        *("token__startswith=e", "pk__in=1", "root__isnull=0", "article__articletotals__views=1"),
        *("at__day=1", "nothing=1", "channel__in=email"),
    ],
)
def test_the_list_is_filtered_only_by_what_it_offers(maker: Client, asked: str) -> None:
    assert maker.get(f"{LIST}?{asked}").status_code == 400


def test_figures_stay_when_visits_are_deleted(maker: Client, article: Article) -> None:
    link = make(maker, article)
    open_times(link, readers=6)
    ShareLink.objects.update(at="2020-01-01T00:00Z")
    Clickback.objects.update(at="2020-01-01T00:00Z")
    prune()

    assert not Clickback.objects.exists()
    assert "Visits 5" in read(maker, f"{LIST}{link.pk}/change/")


def test_links_of_readers_are_not_there(maker: Client, article: Article) -> None:
    for state in (ShareLink.State.RECORDED, ShareLink.State.INFERRED, ShareLink.State.COMPLETED):
        pk = ShareLink.objects.create(
            token=tokens.mint("w"),
            article=article,
            channel="whatsapp",
            state=state,
            at=timezone.now(),
        ).pk

        assert maker.get(f"{LIST}{pk}/change/").status_code == 302
        assert maker.get(f"{LIST}{pk}/qr.svg").status_code == 404
    assert "There are no campaign links yet." in read(maker, LIST)


def test_the_list_is_searched_and_filtered(maker: Client, article: Article) -> None:
    other = Article.objects.create(identity="/b/", url="https://news.example/b/", title="Bridge")
    make(maker, article, campaign="Poster", channel="qr")
    make(maker, other, campaign="Letter")

    def find(query: str) -> list[str]:
        page = maker.get(f"{LIST}?{query}").content.decode()
        return re.findall(r"change/[^>]*>(Poster|Letter)</a>", page)

    assert find("q=swifts") == ["Poster"]
    assert find("q=letter") == ["Letter"]
    assert find("q=/b/") == ["Letter"]
    assert find("channel=qr") == ["Poster"]
    an_hour_ago = timezone.localtime() - timedelta(hours=1)
    assert find(urlencode({"at__gte": an_hour_ago})) == ["Letter", "Poster"]
    assert find("at__lt=2020-01-01+00:00:00%2B00:00") == []
    assert "QR code" in maker.get(LIST).content.decode()
    for query in ("channel=whatsapp", "channel=%00", "channel=qr&channel=%00"):
        assert maker.get(f"{LIST}?{query}").status_code == 400


def test_the_list_asks_as_often_for_many_links_as_for_one(maker: Client, article: Article) -> None:
    make(maker, article)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert maker.get(LIST).status_code == 200
        return len(queries)

    count()
    one = count()
    for n in range(20):
        other = Article.objects.create(
            identity=f"/{n}/", url=f"https://news.example/{n}/", title=f"Article {n}"
        )
        open_times(make(maker, other, campaign=f"Campaign {n}"), readers=1)

    assert count() == one


def test_the_qr_code_is_that_of_the_link(maker: Client, article: Article) -> None:
    link = make(maker, article, channel="qr", campaign="Poster")

    answer = maker.get(f"{LIST}{link.pk}/qr.svg")
    file = maker.get(f"{LIST}{link.pk}/qr.svg?download=1")

    assert answer.content.decode() == qr.draw(
        f"{SWIFTS.address}#sk={link.token}", title=f"Poster: {SWIFTS.title}"
    )
    assert answer["Content-Type"] == "image/svg+xml"
    assert "private" in answer["Cache-Control"]
    assert file["Content-Disposition"] == (
        'attachment; filename="poster-swifts-of-the-city-qr.svg"'
    )


def test_without_segno_the_page_says_what_to_install(
    maker: Client, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = make(maker, article)
    monkeypatch.setattr(qr, "is_installed", lambda: False)

    assert "pip install 'django-sharekit[qr]'" in read(maker, f"{LIST}{link.pk}/change/")
    assert maker.get(f"{LIST}{link.pk}/qr.svg").status_code == 404


@pytest.mark.parametrize("use_tz", [True, False])
def test_the_day_it_was_made_is_reported(
    maker: Client, article: Article, settings: Settings, use_tz: bool
) -> None:
    settings.USE_TZ = use_tz
    make(maker, article)

    assert date_format(timezone.localdate() if use_tz else date.today()) in read(maker, LIST)
