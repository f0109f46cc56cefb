"""Campaign links: who may create them, what is refused, and what is shown of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import Settings

from sharekit import aggregate, tokens
from sharekit.buttons import links, qr
from sharekit.models import Article, CampaignLink, Clickback, ShareLink
from tests.admin.pages import strip
from tests.traffic import SWIFTS, post, visit

LIST = "/admin/sharekit/campaignlink/"
ADD = f"{LIST}add/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    links._kept.clear()


@pytest.fixture
def maker(log_in: Callable[..., Client]) -> Client:
    return log_in("view_report", "add_campaignlink")


@pytest.fixture
def article() -> Article:
    return Article.objects.create(identity=SWIFTS.identity, url=SWIFTS.address, title=SWIFTS.title)


def make(
    client: Client, article: Article, *, channel: str = "email", campaign: str = "May"
) -> CampaignLink:
    answer = client.post(ADD, {"article": article.url, "channel": channel, "campaign": campaign})
    assert answer.status_code == 302, strip(answer.content.decode())
    pk = re.fullmatch(rf"{LIST}(\d+)/change/", answer["Location"])
    assert pk
    return CampaignLink.objects.get(pk=pk[1])


def open_times(link: CampaignLink, readers: int) -> None:
    for n in range(1, readers + 1):
        post(visit(link.token), address=f"192.0.2.{n}")
    aggregate.drain()


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return strip(answer.content.decode())


def test_article_way_and_campaign_give_a_link(maker: Client, article: Article) -> None:
    link = make(maker, article, campaign=" Newsletter  of May ")

    assert (link.article, link.channel, link.campaign, link.state) == (
        article,
        "email",
        "Newsletter of May",
        ShareLink.State.CAMPAIGN,
    )
    page = maker.get(f"{LIST}{link.pk}/change/").content.decode()
    assert f'value="{SWIFTS.address}#sk={link.token}"' in page
    assert "The link was created." in page


def test_it_is_the_one_that_templates_and_code_make(
    maker: Client, article: Article, settings: Settings
) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}
    link = make(maker, article)

    url = links.tracked_url("/swifts/", "email", campaign="May")

    assert tokens.strip(url)[1] == link.token


def test_made_twice_it_is_the_same_and_the_page_says_so(maker: Client, article: Article) -> None:
    first = make(maker, article)
    second = make(maker, article)

    assert first == second
    assert "This link already existed." in read(maker, f"{LIST}{second.pk}/change/")
    assert ShareLink.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"campaign": ""}, "This field is required."),
        ({"campaign": " \t"}, "This field is required."),
        ({"campaign": "x" * 101}, "at most 100 characters"),
        ({"campaign": "M\x00"}, "Null characters are not allowed."),
        ({"campaign": "M\u202eay"}, "The name contains invisible characters."),
        ({"channel": "fax"}, "Select a valid choice."),
        ({"channel": "native"}, "Select a valid choice."),
        ({"channel": "copy-text"}, "Select a valid choice."),
        ({"article": "https://news.example/none/"}, "This address has not been seen yet."),
        ({"article": "http://[/"}, "is not a valid page address"),
        ({"article": ""}, "This field is required."),
    ],
)
def test_what_makes_no_link_is_said(
    maker: Client, article: Article, wrong: dict[str, str], sentence: str
) -> None:
    answer = maker.post(
        ADD, {"article": article.url, "channel": "email", "campaign": "May", **wrong}
    )

    assert answer.status_code == 200
    assert sentence in strip(answer.content.decode())
    assert not ShareLink.objects.exists()


def test_an_article_without_an_address_on_the_web_has_no_link(
    maker: Client, article: Article
) -> None:
    Article.objects.update(url="javascript:alert(1)")

    answer = maker.post(ADD, {"article": article.pk, "channel": "email", "campaign": "May"})

    assert "This article has no web address." in answer.content.decode()


def test_what_it_brought_is_in_the_list_and_on_its_page(maker: Client, article: Article) -> None:
    link = make(maker, article)
    open_times(link, readers=11)
    shares = [
        {"kind": "share", "channel": "whatsapp", "token": tokens.mint("w"), "parent": link.token}
        for _ in range(7)
    ]
    post(*shares)
    aggregate.drain()

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
    aggregate.prune()

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


def test_users_who_may_only_see_figures_create_no_links(editor: Client, article: Article) -> None:
    token = links.make(SWIFTS, ["email"], campaign="May")["email"]
    pk = CampaignLink.objects.get(token=token).pk

    assert editor.get(ADD).status_code == 403
    assert editor.post(ADD, {"article": article.pk}).status_code == 403
    assert "Create a campaign link" not in read(editor, LIST)
    assert "Create another" not in read(editor, f"{LIST}{pk}/change/")
    assert "Create a campaign link" not in read(
        editor, f"/admin/sharekit/article/{article.pk}/change/"
    )
    assert editor.post(f"{LIST}{pk}/change/", {"campaign": "June"}).status_code == 403
    assert editor.post(f"{LIST}{pk}/delete/", {"post": "yes"}).status_code == 403


def test_who_sees_no_figures_sees_no_links(log_in: Callable[..., Client], article: Article) -> None:
    token = links.make(SWIFTS, ["email"], campaign="May")["email"]
    pk = CampaignLink.objects.get(token=token).pk
    staff = log_in("add_campaignlink", "view_sharelink")

    for address in (LIST, ADD, f"{LIST}{pk}/change/", f"{LIST}{pk}/qr.svg"):
        assert staff.get(address).status_code == 403
        assert Client().get(address).status_code == 302
    assert LIST not in staff.get(reverse("admin:index")).content.decode()


def test_an_address_of_two_articles_asks_which(maker: Client, article: Article) -> None:
    other = Article.objects.create(identity="b", url=f"{SWIFTS.address}?b", title="Swifts, too")

    answer = maker.post(ADD, {"article": "/swifts/", "channel": "email", "campaign": "May"})

    assert f"Give an id instead: {article.pk}, {other.pk}." in strip(answer.content.decode())


@pytest.mark.parametrize("use_tz", [True, False])
def test_the_day_it_was_made_is_reported(
    maker: Client, article: Article, settings: Settings, use_tz: bool
) -> None:
    settings.USE_TZ = use_tz
    make(maker, article)

    assert date_format(timezone.localdate() if use_tz else date.today()) in read(maker, LIST)


def test_an_article_leads_to_a_link_of_its_own(maker: Client, article: Article) -> None:
    page = maker.get(f"/admin/sharekit/article/{article.pk}/change/").content.decode()

    assert f'href="{ADD}?article={article.pk}">Create a campaign link</a>' in page
    form = maker.get(f"{ADD}?article={article.pk}").content.decode()
    assert f'name="article" value="{SWIFTS.address}"' in form
    assert f'<option value="{SWIFTS.address}">{SWIFTS.title}</option>' in form
    assert 'value="http://[/"' in maker.get(f"{ADD}?article=http://[/").content.decode()
    assert maker.get(ADD).status_code == 200
    assert 'value="0"' in maker.get(f"{ADD}?article=0").content.decode()


def test_where_marks_name_only_the_channel_no_link_is_created(
    maker: Client, article: Article, settings: Settings
) -> None:
    settings.SHAREKIT = {"PRIVACY": "channel"}

    assert maker.get(ADD).status_code == 403
    assert "campaigns cannot be distinguished" in read(maker, LIST)
