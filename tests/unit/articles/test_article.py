"""Tests which article an object in a template has, and what cannot be shared."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import isolate_apps
from django.urls import reverse, reverse_lazy
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sharekit import keys
from sharekit.articles.find import find_key
from sharekit.exceptions import UnknownSite
from sharekit.keys import ArticleKey
from tests.support.newspaper.models import Interview, Notice, Shout, Story


class Page:
    """A page that is not a model instance."""

    def __init__(self, address: Any, title: Any = "A page") -> None:
        self.address = address
        self.title = title

    def get_absolute_url(self) -> Any:
        """Return the address, or raise the error in its place."""
        if isinstance(self.address, Exception):
            raise self.address
        return self.address


class Routed(Page):
    """A page with an address for each site, as Wagtail's are."""

    def get_full_url(self, request: HttpRequest | None = None) -> Any:
        """Return the address on the host of the request."""
        return self.address and f"https://{request.get_host() if request else '-'}{self.address}"


class Complete(Page):
    """A page whose site has a method of Wagtail's name, but not of its form."""

    def get_full_url(self) -> str:
        """Return an address that no test asks for."""
        return "https://elsewhere.example/"


def name(thing: Any, **more: Any) -> ArticleKey:
    key = find_key(thing, **({"request": None} | more))
    assert key is not None
    return key


def test_a_child_a_proxy_and_their_parent_are_one_article(
    db: None, request_: HttpRequest, django_assert_num_queries: Any
) -> None:
    child = Interview.objects.create(title="Of ships", slug="ships", guest="A captain")
    forms = [
        child,
        Story.objects.get(),
        Shout.objects.get(),
        Story.objects.only("title", "slug").get(),
        Interview.objects.only("title", "slug").get(),
        SimpleLazyObject(lambda: child),
    ]

    with django_assert_num_queries(0):
        found = {replace(name(form, request=request_), day=7) for form in forms}

    address = "http://news.example/stories/ships/"
    assert found == {ArticleKey(f"newspaper.story:{child.pk}", address, "Of ships", 7)}


@isolate_apps("tests.support.newspaper")
def test_a_child_with_a_primary_key_of_its_own_is_its_parent_still() -> None:
    class Paper(models.Model):
        code = models.CharField(primary_key=True, max_length=9)

        class Meta:
            app_label = "newspaper"

        def get_absolute_url(self) -> str:
            return "/paper/"

    class Evening(Paper):
        number = models.IntegerField(primary_key=True)
        paper = models.OneToOneField(Paper, models.CASCADE, parent_link=True)

        class Meta:
            app_label = "newspaper"

    evening = Evening(number=7, code="a b/c")
    evening._state.adding = False

    key = name(evening, request=RequestFactory().get("/"))

    assert key.identity == "newspaper.paper:a%20b%2Fc"


@isolate_apps("tests.support.newspaper")
def test_a_composite_key_is_named_whole() -> None:
    class Issue(models.Model):
        pk = models.CompositePrimaryKey("year", "name")
        year = models.IntegerField()
        name = models.CharField(max_length=9)

        class Meta:
            app_label = "newspaper"

        def get_absolute_url(self) -> str:
            return f"/{self.year}/"

    issue = Issue(year=1999, name="a,b")
    issue._state.adding = False

    key = name(issue, request=RequestFactory().get("/"))

    assert key.identity == "newspaper.issue:1999,a%2Cb"


@pytest.mark.parametrize(
    "thing",
    [
        "/about/",
        "/about/?page=2#team",
        gettext_lazy("/about/"),
        SimpleLazyObject(lambda: "/about/"),
        "http://news.example/about/",
        "//news.example/about/",
        "  /about/\n",
        Page("/about/"),
    ],
)
def test_an_address_is_known_by_its_path(thing: Any, request_: HttpRequest) -> None:
    assert name(thing, request=request_).identity == "/about/"


def test_a_lazy_address_is_resolved_when_it_is_shared(request_: HttpRequest) -> None:
    key = name(reverse_lazy("sharekit:events"), request=request_)

    assert key.identity == reverse("sharekit:events")


def test_a_page_with_an_address_for_each_site_is_asked_with_the_request(
    request_: HttpRequest, settings: Any
) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://other.example"}

    assert name(Routed("/a/"), request=request_).address == "https://other.example/a/"
    assert find_key(Routed(None), request=request_) is None
    settings.SHAREKIT = {}
    assert name(Routed("/a/"), request=request_).address == "https://news.example/a/"
    settings.SHAREKIT = {"SITES": {"news.example": "https://www.news.example"}}
    assert name(Routed("/a/"), request=request_).address == "https://www.news.example/a/"
    settings.SHAREKIT = {"SITES": {"localhost": "https://other.example"}}
    assert find_key(Routed("/a/"), request=request_) is None
    settings.SHAREKIT = {"SITE_URL": "https://other.example"}
    assert name(Complete("/a/")).address == "https://other.example/a/"


@pytest.mark.parametrize("thing", [Page(None), Page(""), Story(title="New", slug="new")])
def test_what_has_no_address_yet_is_left_out_in_silence(
    thing: Any, request_: HttpRequest, caplog: pytest.LogCaptureFixture
) -> None:
    assert find_key(thing, request=request_) is None
    assert not caplog.records


def test_what_was_deleted_is_left_out(story: Story, request_: HttpRequest) -> None:
    story.delete()

    assert find_key(story, request=request_) is None


def test_a_preview_is_left_out(story: Story, request_: HttpRequest) -> None:
    request_.is_preview = True  # type: ignore[attr-defined]

    assert find_key(story, request=request_) is None


@pytest.mark.parametrize(
    ("thing", "advice"),
    [
        ("", "template variable"),
        (None, "get_absolute_url"),
        (7, "get_absolute_url"),
        (Page(ObjectDoesNotExist("no section")), "no section"),
        (reverse_lazy("nowhere"), "nowhere"),
        ("about/", "must begin with / or https://"),
        ("javascript:alert(1)", "must begin with / or https://"),
        (" \x01JaVaScRiPt:alert(1)//", "must begin with / or https://"),
        ("data:text/html,<b>", "must begin with / or https://"),
        ("javascript://news.example/%0aalert(1)", "not a site"),
        ("https:///about/", "must begin with / or https://"),
        ("https://reader:secret@news.example/", "not a site"),
        ("https://news example/", "not a site"),
        ("https://[::1/", "Invalid IPv6"),
        ("/\udc80/", "surrogates"),
        ("/" + "a" * keys.IDENTITY_LENGTH, "1000"),
        ("/?" + "a" * keys.ADDRESS_LENGTH, "1000"),
    ],
)
def test_a_mistake_is_left_out_and_the_log_says_what_to_do(
    thing: Any, advice: str, request_: HttpRequest, caplog: pytest.LogCaptureFixture
) -> None:
    assert find_key(thing, request=request_) is None
    assert advice in caplog.text
    assert {(record.name, record.levelno) for record in caplog.records} == {
        ("sharekit", logging.WARNING)
    }


def test_an_object_without_an_address_is_named_only_by_its_class(
    db: None, request_: HttpRequest, caplog: pytest.LogCaptureFixture
) -> None:
    notice = Notice.objects.create(text="Nobody's business")

    assert find_key(notice, request=request_) is None
    assert "A Notice has no address" in caplog.text
    assert "business" not in caplog.text


def test_without_a_request_and_a_site_url_the_site_is_unknown(story: Story) -> None:
    for thing in (story, "/about/?page=2"):
        with pytest.raises(UnknownSite, match="SITE_URL"):
            find_key(thing, request=None)


def test_an_absolute_address_needs_neither_request_nor_site_url() -> None:
    assert name("https://news.example/about/").address == "https://news.example/about/"


def test_a_forged_host_is_left_out_in_silence(
    story: Story, rf: RequestFactory, caplog: pytest.LogCaptureFixture
) -> None:
    assert find_key(story, request=rf.get("/", headers={"host": "evil.example"})) is None
    assert not [record for record in caplog.records if record.name == "sharekit"]


@pytest.mark.parametrize(
    ("given_title", "own", "found"),
    [
        ("Given", "Own", "Given"),
        (gettext_lazy("Given"), "Own", "Given"),
        (None, "Own", "Own"),
        ("", "Own", "Own"),
        (" \x00\n", "Own", "Own"),
        (None, lambda: "Called", "Called"),
        (None, None, "A thing"),
        (None, "\u200b\x1b[31mRed\r\n\tand\u2028 blue\x85\x7f", "\u200b[31mRed and blue"),
        (None, "Swifts \udc80 city", "Swifts city"),
        (None, "👩‍👩‍👧 שלום é", "👩‍👩‍👧 שלום é"),
        (None, "a" * 200, "a" * 200),
        (None, "a" * 198 + " b c", "a" * 198 + "…"),
    ],
)
def test_a_title_is_one_line_of_what_was_given_or_what_the_thing_says(
    given_title: Any, own: Any, found: str, request_: HttpRequest
) -> None:
    class Thing(Page):
        def __str__(self) -> str:
            return "A thing"

    assert name(Thing("/a/", own), request=request_, title=given_title).title == found


@given(path=st.text(), title=st.text())
def test_whatever_is_found_can_be_signed_and_read_back(path: str, title: str) -> None:
    key = find_key(f"https://news.example/{path}", request=None, title=title)

    if key is not None:
        assert keys.read(keys.sign(key)) == key
        assert key.title
        assert f"{key.identity}{key.address}".isascii()
        assert not {" ", "#", "\\", '"', "<"} & set(key.address)
