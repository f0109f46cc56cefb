"""Campaign links: permission to create them, and refused input."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sharekit import tokens
from sharekit.links import campaign_links, tracked_url
from sharekit.models import Article, CampaignLink, ShareLink
from tests.support.traffic import SWIFTS
from tests.unit.admin.campaign_links.making import ADD, LIST, make, read
from tests.unit.admin.pages import strip

pytestmark = pytest.mark.django_db(transaction=True)


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

    url = tracked_url("/swifts/", "email", campaign="May")

    assert tokens.strip(url)[1] == link.token


def test_it_belongs_to_the_row_of_the_article_although_its_host_is_of_another_site_now(
    maker: Client, article: Article, settings: Settings
) -> None:
    former = Article.objects.create(
        site="127.0.0.1:8000",
        identity=article.identity,
        url=f"http://127.0.0.1:8000{article.identity}",
        title="Former",
    )
    settings.ALLOWED_HOSTS = ["news.example", "127.0.0.1", "testserver"]
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}

    for named in (former, article):
        assert make(maker, named).article == named


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


def test_users_who_may_only_see_figures_create_no_links(editor: Client, article: Article) -> None:
    token = campaign_links.get_or_create(SWIFTS, ["email"], campaign="May")["email"]
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
    token = campaign_links.get_or_create(SWIFTS, ["email"], campaign="May")["email"]
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


def test_an_article_leads_to_a_link_of_its_own(maker: Client, article: Article) -> None:
    page = maker.get(f"/admin/sharekit/article/{article.pk}/change/").content.decode()

    assert f'href="{ADD}?article={article.pk}">Create a campaign link</a>' in page
    form = maker.get(f"{ADD}?article={article.pk}").content.decode()
    assert f'name="article" value="{SWIFTS.address}"' in form
    assert f'<option value="{SWIFTS.address}">{SWIFTS.title}</option>' in form
    assert 'value="http://[/"' in maker.get(f"{ADD}?article=http://[/").content.decode()
    assert maker.get(ADD).status_code == 200
    assert 'value="0"' in maker.get(f"{ADD}?article=0").content.decode()


def test_addresses_have_no_separators_of_thousands(
    maker: Client, article: Article, settings: Settings
) -> None:
    settings.USE_THOUSAND_SEPARATOR = True
    settings.LANGUAGE_CODE = "de"
    Article.objects.update(id=12345)
    link = make(maker, article)

    for page in ("article/12345", f"campaignlink/{link.pk}"):
        html = maker.get(f"/admin/sharekit/{page}/change/").content.decode()
        assert f'href="{ADD}?article=12345"' in html


def test_where_marks_name_only_the_channel_no_link_is_created(
    maker: Client, article: Article, settings: Settings
) -> None:
    settings.SHAREKIT = {"PRIVACY": "channel"}

    assert maker.get(ADD).status_code == 403
    assert "campaigns cannot be distinguished" in read(maker, LIST)
