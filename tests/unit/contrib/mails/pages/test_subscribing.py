"""The form with which readers subscribe."""

from __future__ import annotations

import logging
import time

import pytest
from django.core.signing import Signer
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils.translation import override
from pytest_django import Settings

from sharekit.collect.senders.limit import check_guesses
from sharekit.contrib.mails.models import Mail, Subscription
from sharekit.contrib.mails.pages import subscribing
from sharekit.contrib.mails.subscribing.suppression import suppress
from tests.unit.contrib.mails.pages.reading import (
    HERE,
    count_letters,
    get_stop_path,
    load_declaration,
    post_form,
    read_declaration,
    read_words,
)
from tests.unit.contrib.mails.subscribing.making import ADDRESS, SITE, make_subscription

pytestmark = pytest.mark.django_db

State = Subscription.State
PUBLIC = "93.184.215.14"


def render(tag: str, *, path: str = "/story/", host: str = "news.example") -> str:
    request = RequestFactory().get(path, headers={"host": host})
    template = Template("{% load sharekit_mails %}" + tag)
    return template.render(Context({"request": request}))


def is_alike(first: HttpResponse, second: HttpResponse) -> bool:
    return (first.status_code, first.content, first.headers) == (
        second.status_code,
        second.content,
        second.headers,
    )


def test_a_reader_subscribes_and_what_the_form_said_is_kept() -> None:
    page = post_form(ADDRESS)

    assert page.status_code == 200
    row = Subscription.objects.get()
    assert (row.topic, row.address, row.state) == ("weekly", ADDRESS, State.ASKED)
    assert "The week in one mail" in row.wording
    assert (row.source, row.language, row.user) == ("/story/", "en-us", None)
    assert row.wording in read_words(Client().get("/story/"))  # type: ignore[arg-type]
    assert count_letters() == 1


def test_the_form_and_its_answer_set_no_cookie_and_stay_out_of_search_engines() -> None:
    page = post_form(ADDRESS)

    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"] == "private, no-store"
    assert b"<script" not in page.content


def test_it_answers_alike_for_every_address() -> None:
    declaration = load_declaration()
    make_subscription(address="confirmed@example.org")
    make_subscription(address="asked@example.org", state=State.ASKED)
    make_subscription(address="stopped@example.org", state=State.STOPPED)
    for cause in ("bounce", "complaint", "asked", "staff"):
        suppress(f"{cause}@example.com", cause)

    unknown = post_form("unknown@example.org", declaration=declaration)

    assert unknown.status_code == 200
    known = [f"{name}@example.org" for name in ("confirmed", "asked", "stopped")]
    gone = [f"{cause}@example.com" for cause in ("bounce", "complaint", "asked", "staff")]
    for address in [*known, *gone, "unknown@example.org"]:
        assert is_alike(post_form(address, declaration=declaration), unknown), address


def test_a_known_address_takes_as_long_as_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribing, "EVEN", 0.3)
    declaration = load_declaration()
    make_subscription(address="confirmed@example.org")
    spent = []

    for address in (ADDRESS, "confirmed@example.org"):
        before = time.monotonic()
        post_form(address, declaration=declaration)
        spent.append(time.monotonic() - before)

    assert min(spent) > 0.3


@pytest.mark.parametrize(
    "address", ["", "anna", "anna@", "a b@example.org", "<b>@example.org", "x" * 300]
)
def test_a_mistyped_address_can_be_corrected(address: str) -> None:
    page = post_form(address)

    assert page.status_code == 400
    assert "<b>" not in page.content.decode()
    assert not Subscription.objects.exists()
    declaration = read_declaration(page.content.decode())
    assert post_form(ADDRESS, declaration=declaration).status_code == 200
    assert Subscription.objects.get().source == "/story/"


@pytest.mark.parametrize(
    "declaration",
    [
        "",
        "x:y",
        Signer(salt="sharekit.mails.stop").sign("1"),
        Signer(salt="sharekit.mails.declaration").sign_object({"topic": "weekly"}),
        Signer(salt="sharekit.mails.declaration").sign("not JSON"),
    ],
)
def test_a_forged_form_stores_nothing(declaration: str) -> None:
    assert post_form(ADDRESS, declaration=declaration).status_code == 400
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("lost", [{"MAILS": {"TOPICS": {"offers": "Offers"}}}, {"SITE_URL": ""}])
def test_a_form_of_before_the_settings_changed_stores_nothing(
    settings: Settings, lost: dict[str, object]
) -> None:
    declaration = load_declaration()
    settings.SHAREKIT = SITE | lost

    assert post_form(ADDRESS, declaration=declaration).status_code == 400
    assert not Subscription.objects.exists()
    assert render('{% subscribe_form "weekly" %}') == ""


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": HERE}, 200),
        ({"origin": "https://news.example"}, 200),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://evil.example"}, 403),
    ],
)
def test_only_pages_of_the_site_send_the_form(headers: dict[str, str], status: int) -> None:
    assert post_form(ADDRESS, headers=headers).status_code == status
    assert Subscription.objects.exists() == (status == 200)


def test_the_address_of_the_form_is_not_opened() -> None:
    assert Client().get("/m/subscribe/").status_code == 405


def test_a_network_sends_twenty_forms_an_hour(settings: Settings) -> None:
    declaration = load_declaration()

    def send(address: str = PUBLIC) -> HttpResponse:
        return post_form("anna", declaration=declaration, REMOTE_ADDR=address)

    assert [send().status_code for _ in range(21)] == [400] * 20 + [429]
    assert 0 < int(send()["Retry-After"]) <= 3600
    assert send("93.184.215.15").status_code == 400

    settings.SHAREKIT = SITE | {"MAILS": SITE["MAILS"] | {"FORM_RATE": ""}}  # type: ignore[operator]
    assert send().status_code == 400


def test_wrong_codes_and_forms_are_counted_apart() -> None:
    declaration = load_declaration()
    for _ in range(20):
        post_form("anna", declaration=declaration, REMOTE_ADDR=PUBLIC)

    check_guesses("20/hour", headers={}, address=PUBLIC)


def test_a_site_says_what_the_reader_agrees_to() -> None:
    html = render('{% subscribe_form "weekly" label="I want <b>it</b> &amp; more." %}')

    assert "I want it &amp; more." in html
    post_form(ADDRESS, declaration=read_declaration(html))
    assert Subscription.objects.get().wording == "I want it & more."


def test_the_form_speaks_the_language_of_its_page_and_so_does_the_answer() -> None:
    with override("de"):
        html = render('{% subscribe_form "weekly" %}')

    page = post_form(ADDRESS, declaration=read_declaration(html))

    assert Subscription.objects.get().language == "de"
    assert b'<html lang="de">' in page.content


def test_a_language_that_was_removed_is_answered_in_that_of_the_site() -> None:
    with override("xx"):
        html = render('{% subscribe_form "weekly" %}')

    assert b'<html lang="en' in post_form(ADDRESS, declaration=read_declaration(html)).content


def test_every_reader_gets_the_same_form() -> None:
    assert render('{% subscribe_form "weekly" %}') == render('{% subscribe_form "weekly" %}')


def test_an_unknown_topic_renders_nothing_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "sharekit"):
        assert render('{% subscribe_form "weakly" %}') == ""

    assert "Did you mean 'weekly'?" in caplog.text


def test_without_the_pages_a_form_renders_nothing(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.ROOT_URLCONF = "sharekit.urls"

    assert render('{% subscribe_form "weekly" %}') == ""
    assert "URLconf" in caplog.text


def test_each_of_several_sites_has_a_form_of_its_own(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    sites = {"a.example": "https://a.example", "b.example": "https://b.example"}
    settings.ALLOWED_HOSTS = ["*"]
    settings.SHAREKIT = SITE | {"SITE_URL": "", "SITES": sites}
    html = render('{% subscribe_form "weekly" %}', host="b.example")

    post_form(ADDRESS, declaration=read_declaration(html))

    assert Subscription.objects.get().site == "b.example"
    template = Template('{% load sharekit_mails %}{% subscribe_form "weekly" %}')
    assert template.render(Context()) == ""
    assert "SITES" in caplog.text


def test_while_the_confirmation_is_off_no_form_promises_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    post_form(ADDRESS)
    Mail.objects.update(is_on=False)

    answer = post_form("ben@example.org")

    assert answer.status_code == 400
    assert Subscription.objects.count() == 1
    assert "confirmation" in caplog.text


@pytest.mark.parametrize("path", ["/m/subscribe/", "stop"])
def test_a_form_is_read_as_utf_8_whatever_charset_it_names(path: str) -> None:
    row = make_subscription(topic="offers")
    lines = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (("declaration", load_declaration()), ("address", "ben@example.org"))
    ]
    # The price of punycode grows with the square of the length: this took a second.
    lines.append(f'--x\r\nContent-Disposition: form-data; name="all"\r\n\r\n{"a" * 250_000}\r\n')
    began = time.process_time()

    answer = Client().post(
        get_stop_path(row) if path == "stop" else path,
        "".join([*lines, "--x--\r\n"]),
        content_type="multipart/form-data; boundary=x; charset=punycode",
    )

    assert answer.status_code == 200
    assert time.process_time() - began < 0.5
    assert path == "stop" or Subscription.objects.filter(address="ben@example.org").exists()
