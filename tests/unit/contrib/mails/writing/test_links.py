"""Tests the addresses of marketing mails: the campaign's mark, and the blocks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pytest_django import Settings

from sharekit import tokens
from sharekit.contrib.mails.exceptions import Skip
from sharekit.contrib.mails.writing import blocks
from sharekit.contrib.mails.writing.blocks import Block
from sharekit.contrib.mails.writing.letters import Letter
from sharekit.models import Article, ShareLink
from sharekit.reports.figures.articles.popular import Popular
from tests.unit.contrib.mails.writing.reading import (
    list_addresses,
    list_links,
    make_mail,
    make_message,
    parse,
    write_letter,
)

pytestmark = pytest.mark.django_db


def write_marketing(body: str, **facts: Any) -> Letter:
    return write_letter(body, kind="marketing", **facts)


def list_own(letter: Letter) -> list[str]:
    """Return the links of the body, without that of the end."""
    return list_links(letter.html)[:-1]


def test_links_to_the_own_site_carry_the_campaigns_mark() -> None:
    letter = write_marketing(
        "https://shop.example/stories/oak/#leaf\n\n[Oak](/stories/oak/)\n\nhttps://other.example/"
    )
    first, second, foreign = list_own(letter)
    link = ShareLink.objects.get()

    assert (link.campaign, link.channel, link.state) == ("thanks", "email", link.State.CAMPAIGN)
    assert first == f"https://shop.example/stories/oak/#leaf&sk={link.token}"
    assert second == f"https://shop.example/stories/oak/#sk={link.token}"
    assert foreign == "https://other.example/"
    assert list_addresses(letter.text)[:-1] == [first, second, foreign]


def test_a_known_page_is_marked_as_the_article_that_it_is() -> None:
    address = "https://shop.example/stories/oak/"
    article = Article.objects.create(
        site="shop.example", identity="newspaper.story:7", url=address, title="Oak"
    )
    write_marketing(address)

    assert ShareLink.objects.get().article == article


def test_a_service_mail_has_no_mark() -> None:
    assert list_links(write_letter("[Oak](/stories/oak/)").html) == [
        "https://shop.example/stories/oak/"
    ]
    assert not ShareLink.objects.exists()


def test_all_recipients_have_the_same_mark_and_an_address_of_one_person_has_none() -> None:
    mail = make_mail(
        "/x https://shop.example/stories/oak/ {order_url}\n\n[Yours](/orders/{order}/)",
        kind="marketing",
    )
    links = [
        list_links(
            parse(
                make_message(
                    mail, address=f"{order}@mail.example", order=order, order_url=f"/{order}/"
                )
            ).html
        )[:-1]
        for order in ("7", "8")
    ]

    assert links[0][0] == links[1][0]
    assert tokens.strip(links[0][0])[1]
    assert links[0][1:] == ["https://shop.example/7/", "https://shop.example/orders/7/"]
    assert Article.objects.count() == 1


def test_a_mark_and_a_route_stay(settings: Settings) -> None:
    letter = write_marketing("https://shop.example/a/#sk=e\n\nhttps://shop.example/#/route")

    assert list_own(letter) == ["https://shop.example/a/#sk=e", "https://shop.example/#/route"]


def test_channel_privacy_leaves_the_letter(settings: Settings) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "PRIVACY": "channel"}

    assert list_own(write_marketing("[Oak](/oak/)")) == ["https://shop.example/oak/#sk=e"]
    assert not ShareLink.objects.exists()


def test_an_address_that_cannot_be_shared_has_no_mark(settings: Settings) -> None:
    address = "https://shop.example/" + "a" * 1200

    assert list_own(write_marketing(address)) == [address]


def test_many_addresses_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sharekit.contrib.mails.writing.addresses._MOST_KEPT", 1)

    letter = write_marketing("\n\n".join(f"https://shop.example/{n}/" for n in range(4)))

    assert all(tokens.strip(address)[1] for address in list_own(letter))


@pytest.mark.parametrize(
    ("body", "facts"),
    [
        ("{share_links /stories/oak/}", {}),
        ("{share_links https://shop.example/stories/oak/}", {}),
        ("{share_links}", {"share_url": "/stories/oak/", "share_title": "An oak"}),
    ],
)
def test_share_links_pass_a_page_on(body: str, facts: dict[str, str]) -> None:
    letter = write_marketing(f"Pass it on:\n{body}", **facts)
    links = list_own(letter)

    assert len(links) > 1
    assert list_addresses(letter.text)[:-1] == links
    assert all("shop.example%2Fstories%2Foak%2F%23sk%3D" in link for link in links)
    assert ("An%20oak" in links[0]) == bool(facts)
    assert {link.campaign for link in ShareLink.objects.all()} == {"thanks"}


@pytest.mark.parametrize("body", ["{share_links}", "{share_links https://other.example/}"])
def test_share_links_need_a_page_of_the_site(body: str) -> None:
    with pytest.raises(ValueError, match="page of this site"):
        write_marketing(body)


def test_share_links_of_a_page_that_cannot_be_shared_show_nothing() -> None:
    with pytest.raises(Skip):
        write_marketing(f"{{share_links /{'a' * 1200}}}")


def test_share_links_without_a_channel_of_mails_show_nothing(settings: Settings) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "CHANNELS": ["copy-link"]}

    with pytest.raises(Skip):
        write_marketing("{share_links /oak/}")


def test_the_most_shared_articles_are_links_with_the_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def list_popular(limit: int, *, days: int, site: str) -> list[Popular]:
        asked.append((limit, days, site))
        return [Popular("https://shop.example/oak/", "Oak <1>\n2", 5, 9)]

    monkeypatch.setattr(blocks, "list_popular", list_popular)
    letter = write_marketing("{most_shared}\n\n{most_shared 3}\n\n{most_shared x}")

    assert asked == [(5, 7, ""), (3, 7, ""), (5, 7, "")]
    assert len(set(list_own(letter))) == 1
    assert re.match(r"Oak <1> 2\nhttps://shop.example/oak/#sk=e\w{10}\n", letter.text)
    assert "Oak &lt;1&gt; 2</a>" in letter.html
    assert list_addresses(letter.text)[:-1] == list_own(letter)


def test_a_letter_without_anything_to_show_is_not_written() -> None:
    with pytest.raises(Skip, match="nothing-new"):
        write_marketing("{most_shared}")


@pytest.mark.parametrize("kind", ["service", "alert"])
@pytest.mark.parametrize("name", ["share_links", "most_shared", "offer"])
def test_only_marketing_shows_blocks(kind: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(blocks.BLOCKS, "offer", Block("An offer", lambda message, argument: None))

    with pytest.raises(ValueError, match="marketing"):
        write_letter(f"Thanks\n{{{name}}}", kind=kind)


def test_a_site_of_several_has_its_own_addresses(settings: Settings) -> None:
    settings.SHAREKIT = {
        **settings.SHAREKIT,
        "SITE_URL": "",
        "SITES": {"a.example": "https://a.example", "b.example": "https://b.example"},
    }
    mail = make_mail("[Oak](/oak/)\n\nhttps://a.example/x/", kind="marketing", site="b.example")
    oak, foreign, stop = list_links(parse(make_message(mail)).html)

    assert tokens.strip(oak)[0] == "https://b.example/oak/"
    assert tokens.strip(oak)[1]
    assert foreign == "https://a.example/x/"
    assert stop.startswith("https://b.example/m/stop/")
