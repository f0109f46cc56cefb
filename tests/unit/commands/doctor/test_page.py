"""sharekit_doctor opens a page as a browser does, and names what keeps events away in silence."""

from __future__ import annotations

from contextlib import closing

import pytest
from django.test import Client
from django.test.utils import override_script_prefix
from django.urls import reverse
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from sharekit.models import Article, BufferedEvent
from tests.browsers.sending.proxy import Proxy
from tests.support.newspaper.models import Story
from tests.unit.commands.doctor.running import run

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "A middleware requires a login. Allow access without a login for this address."
EVENTS = "http://localhost/sharekit/events/"
SILENT = {
    "ask_for_login": (f"{EVENTS} redirects to /accounts/login/?next=/.", LOGIN),
    "redirect": (
        f"{EVENTS} redirects to https://www.news.example/.",
        "Exclude sharekit's addresses from the redirect.",
    ),
    "ask_for_password": (
        f"{EVENTS} asks for a password, which was not sent.",
        'Set CREDENTIALS to "same-origin" so that the script sends it, or exclude sharekit\'s ',
    ),
    "take_every_address": (
        f"Another view or server answers at {EVENTS} with status 200.",
        "Put include('sharekit.urls') before patterns that match every address.",
    ),
    "forbid": (
        f"Something in front of sharekit refuses {EVENTS} with status 403.",
        "Let the firewall or the middleware pass POST requests of the type text/plain to ",
    ),
    "fail": (f"{EVENTS} fails with status 502.", "See the log of the web server."),
    "pass_another_host": (
        f"{EVENTS} refuses events from pages of http://localhost: Events are accepted only from",
        "Set SITE_URL to http://localhost, or let the proxy pass on the Host header of ",
    ),
    "hide_script": (
        "http://localhost/stories/swifts/ has no script tag.",
        "Add {% sharekit_script %} before </body>.",
    ),
    "double_script": (
        "http://localhost/stories/swifts/ has more than one script tag.",
        "Keep one {% sharekit_script %} per page.",
    ),
    "hide_bars": (
        "http://localhost/stories/swifts/ has no share buttons.",
        "Add {% share_buttons article %} to the page, or give another page with --url.",
    ),
    "forge_keys": (
        "The key on http://localhost/stories/swifts/ was not signed with the SECRET_KEY that ",
        "Use the same SECRET_KEY in all processes, and purge cached pages.",
    ),
}


def test_a_page_that_works_is_said_to_work_and_nothing_of_it_is_stored(page: str) -> None:
    output, _ = run("--url", page)

    assert f"ok: {EVENTS} accepts events from http://localhost/stories/swifts/.\n" in output
    assert "1 problem found" in output  # no worker counts here
    assert not BufferedEvent.objects.exists()


@pytest.mark.parametrize("url", ["/stories/swifts/", "/news/stories/swifts/"])
def test_a_page_below_a_script_prefix_is_opened(page: str, url: str, settings: Settings) -> None:
    settings.FORCE_SCRIPT_NAME = "/news"
    with override_script_prefix("/news/"):
        output, _ = run("--url", url)

    assert "accepts events from http://localhost/news/stories/swifts/.\n" in output
    assert "are not counted" not in output


@pytest.mark.parametrize("name", SILENT)
def test_what_keeps_events_away_in_silence_is_named(
    page: str, name: str, settings: Settings
) -> None:
    settings.MIDDLEWARE = [f"tests.unit.commands.doctor.silent.{name}", *settings.MIDDLEWARE]
    sentence, step = SILENT[name]

    output, code = run("--url", page)

    assert code == 1
    assert f"PROBLEM: {sentence}" in output
    assert f"    {step}" in output


def test_over_http_the_script_is_asked_for_too(
    page: str, settings: Settings, live_server: LiveServer
) -> None:
    output, _ = run("--url", live_server.url + page)
    assert f"ok: {live_server.url}/sharekit/events/ accepts events from" in output

    output, code = run("--url", live_server.url + "/nowhere/")
    assert code == 1
    assert f"{live_server.url}/nowhere/ shows no page: its status is 404." in output


def test_behind_a_password_events_need_credentials(
    page: str, settings: Settings, live_server: LiveServer
) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    with closing(Proxy(int(live_server.url.rpartition(":")[2]))) as proxy:
        proxy.login = "Basic bWU6czpjcmV0"  # me:s:cret
        events = f"{proxy.origin}/sharekit/events/"
        with_login = proxy.origin.replace("://", "://me:s%3Acret@") + page

        output, _ = run("--url", proxy.origin + page)
        assert f"PROBLEM: {proxy.origin}{page} asks for a password." in output
        assert "    Put it into the address: --url https://name:password@host/path/." in output

        output, _ = run("--url", with_login)
        assert f"PROBLEM: {events} asks for a password, which was not sent." in output
        assert "cret" not in output

        settings.SHAREKIT = {"CREDENTIALS": "same-origin"}
        output, _ = run("--url", with_login)
        assert f"ok: {events} accepts events from {proxy.origin}{page}." in output
        assert "asks for a password" not in output


def test_a_page_that_shares_another_path_is_a_hint(page: str, settings: Settings) -> None:
    settings.MIDDLEWARE = ["tests.unit.commands.doctor.silent.move_page", *settings.MIDDLEWARE]
    hint = "hint: Views of http://localhost/old/swifts/ are not counted"

    assert hint in run("--url", "/old/swifts/")[0]
    assert "are not counted" not in run("--url", page)[0]


def test_a_password_goes_to_the_page_s_own_origin_only(
    page: str, settings: Settings, live_server: LiveServer
) -> None:
    port = int(live_server.url.rpartition(":")[2])
    with closing(Proxy(port)) as site, closing(Proxy(port)) as files:
        settings.ALLOWED_HOSTS = ["127.0.0.1"]
        settings.STATIC_URL = f"{files.origin}/static/"
        run("--url", site.origin.replace("://", "://me:secret@") + page)
        asked = [request.headers for request in files.requests]

    assert any("Authorization" in request.headers for request in site.requests)
    assert asked and not any("Authorization" in headers for headers in asked)


@pytest.mark.parametrize(
    ("given", "why"),
    [({"IGNORE_AGENTS": ["Safari"]}, "agent"), ({"IGNORE_NETWORKS": ["127.0.0.0/8"]}, "network")],
)
def test_settings_that_ignore_readers_are_named(
    page: str, settings: Settings, given: dict[str, object], why: str
) -> None:
    settings.SHAREKIT = given

    output, code = run("--url", page)

    assert code == 1
    assert f"PROBLEM: {EVENTS} ignores events of a browser on this machine: {why}." in output


def test_a_browser_that_the_list_takes_for_a_bot_is_named(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sharekit.management.transport.AGENT", "Googlebot/2.1")

    assert f"PROBLEM: {EVENTS} ignores events of a browser" in run("--url", page)[0]


def test_without_an_address_the_article_that_was_named_last_is_opened(page: str) -> None:
    article = Article.objects.create(
        identity="newspaper.story:1", url=f"http://localhost{page}", title="Swifts"
    )
    try:
        assert f"accepts events from http://localhost{page}" in run()[0]
    finally:
        article.delete()


def test_a_server_that_does_not_answer_and_an_address_that_is_not_valid_are_named() -> None:
    output, code = run("--url", "http://127.0.0.1:1/")
    assert code == 1
    assert "PROBLEM: http://127.0.0.1:1/ did not answer correctly: " in output

    output, code = run("--url", "news.example")
    assert code == 1
    assert "--url must begin with /, http:// or https://." in output


def test_links_to_another_host_are_a_hint(page: str, settings: Settings) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}
    settings.ALLOWED_HOSTS = ["news.example", "localhost"]

    article = Article.objects.create(
        identity="newspaper.story:1", url=f"http://localhost{page}", title="Swifts"
    )
    try:
        output, _ = run()
    finally:
        article.delete()
    assert f"hint: The links on http://localhost{page} lead to another host" in output


def test_links_to_a_host_that_the_page_does_not_name_are_a_problem(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Story, "get_absolute_url", lambda story: f"http://other.example{page}")

    assert f"PROBLEM: Nothing of http://localhost{page} is counted" in run("--url", page)[0]


def test_a_login_that_the_site_asks_for_everywhere_keeps_no_reader_from_us(
    settings: Settings,
) -> None:
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE,
        "django.contrib.auth.middleware.LoginRequiredMiddleware",
    ]
    for name in ("events", "parts", "qr", "health", "ready", "metrics"):
        answer = Client().get(reverse(f"sharekit:{name}"))
        assert answer.status_code != 302, name
    assert Client().get("/stories/").status_code == 302
    assert Client().get(reverse("sharekit:api-articles")).status_code in {401, 403}


def test_a_comment_with_a_key_that_is_not_valid_misleads_nobody(
    page: str, settings: Settings
) -> None:
    settings.MIDDLEWARE = ["tests.unit.commands.doctor.silent.add_comments", *settings.MIDDLEWARE]

    output, _ = run("--url", page)

    assert f"ok: {EVENTS} accepts events from" in output
    assert output.count("PROBLEM") == 1  # no worker counts here
