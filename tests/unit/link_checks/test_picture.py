"""The picture of a preview: where it is, how large, and of which kind."""

from __future__ import annotations

import sys
from pathlib import Path
from zlib import crc32

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, storages
from django.http import HttpResponse
from pytest_django import Settings

from sharekit.link_checks.check import check_page
from tests.unit.link_checks.conftest import Draw, draw
from tests.unit.link_checks.finding import EVERY, IMAGE, PICTURE, Pages, find, row


def test_without_a_picture_no_app_shows_one(pages: Pages) -> None:
    [finding] = find(pages, (IMAGE, ""))

    assert (finding.level, finding.apps) == ("problem", EVERY)
    assert finding.step.startswith('<meta property="og:image" content="https://news.example/')


@pytest.mark.parametrize(
    ("address", "level", "says"),
    [
        ("/media/bridge.png", "problem", "apps need an address with scheme and host"),
        ("//news.example/media/bridge.png", "problem", "apps need an address with scheme and host"),
        (
            "https://news.example/media/none.png",
            "problem",
            "There is no picture at https://news.example/",
        ),
        ("https://news.example/media/%2e%2e/x.png", "problem", "There is no picture at"),
        ("https://news.example/static/none.png", "problem", "There is no picture at"),
        ("https://news.example/gone.png", "problem", "There is no picture at"),
        ("https://news.example/away.png", "problem", "There is no picture at"),
        ("http://news.example/media/bridge.png", "hint", "some apps ignore pictures without HTTPS"),
        ("https://cdn.example/bridge.png", "hint", "is on another host and was not checked"),
    ],
)
def test_where_the_picture_is(pages: Pages, address: str, level: str, says: str) -> None:
    pages["/away.png"] = lambda request: HttpResponse(
        status=302, headers={"Location": "https://elsewhere.example/"}
    )

    [finding] = find(pages, (PICTURE, address))

    assert finding.level == level
    assert says in finding.sentence


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/static/sharekit/admin/uplot/LICENSE", "The size of og:image is unknown."),
        ("/static/sharekit/", "There is no picture at https://news.example/static/sharekit/"),
    ],
)
def test_a_missing_picture_is_reported(pages: Pages, address: str, says: str) -> None:
    [finding] = find(pages, (PICTURE, f"https://news.example{address}"))

    assert finding.sentence.startswith(says)


def test_a_static_file_is_found_as_it_is_served(
    pages: Pages, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "found").mkdir()
    (tmp_path / "found" / "card.png").write_bytes(draw(1200, 630))
    settings.STATICFILES_DIRS = [tmp_path / "found"]
    (tmp_path / "collected").mkdir()
    (tmp_path / "collected" / "card.5f.png").write_bytes(draw(640, 640))

    assert find(pages, (PICTURE, "https://news.example/static/card.png?v=2")) == []
    settings.STATIC_ROOT = tmp_path / "collected"
    [hint] = find(pages, (PICTURE, "https://news.example/static/card.5f.png"))

    assert hint.apps == ("LinkedIn",)


def test_a_picture_that_a_page_answers_with_is_measured(pages: Pages, settings: Settings) -> None:
    settings.INSTALLED_APPS = [
        app for app in django_settings.INSTALLED_APPS if app != "django.contrib.staticfiles"
    ]
    address = "https://news.example/static/1.png"
    pages["/static/1.png"] = lambda request: HttpResponse(draw(400, 400), content_type="image/png")

    [hint] = find(pages, (PICTURE, address))
    settings.STATIC_URL = None
    [same_hint, _] = check_page("/bridge/").findings

    assert hint.sentence == "og:image has 400 by 400 pixels, so it is shown small."
    assert same_hint == hint


def test_files_on_another_machine_are_asked_for_as_pages(pages: Pages, settings: Settings) -> None:
    memory = "django.core.files.storage.InMemoryStorage"
    settings.STORAGES = {**django_settings.STORAGES, "default": {"BACKEND": memory}}
    storage = storages["default"]
    assert isinstance(storage, InMemoryStorage)
    storage.save("bridge.png", ContentFile(draw(1200, 630)))

    [finding] = find(pages)

    assert finding.sentence.startswith(
        "There is no picture at https://news.example/media/bridge.png"
    )


@pytest.mark.parametrize(
    ("size", "level", "apps"),
    [
        ((100, 100), "problem", ("WhatsApp", "Messenger", "Facebook", "Threads", "X", "LinkedIn")),
        ((250, 250), "problem", ("WhatsApp",)),
        ((599, 630), "hint", ("Messenger", "Facebook", "Threads", "LinkedIn")),
        ((1200, 314), "hint", ("Messenger", "Facebook", "Threads", "LinkedIn")),
    ],
)
def test_a_picture_has_pixels_enough(
    pages: Pages, use_picture: Draw, size: tuple[int, int], level: str, apps: tuple[str, ...]
) -> None:
    use_picture(*size)

    finding = find(pages)[0]

    assert (finding.level, finding.apps) == (level, apps)
    assert f"{size[0]} by {size[1]} pixels" in finding.sentence
    assert row(apps[0]).shows == ("not" if level == "problem" else "small")


def test_a_picture_may_be_too_heavy(pages: Pages, tmp_path: Path) -> None:
    (tmp_path / "bridge.png").write_bytes(draw(1200, 630) + bytes(600_000))

    [finding] = find(pages)

    assert (finding.level, finding.apps) == ("problem", ("WhatsApp",))
    assert row("WhatsApp").shows == "not"
    assert row("Facebook").shows == "large"


def test_a_drawing_is_shown_nowhere(pages: Pages, tmp_path: Path) -> None:
    (tmp_path / "bridge.svg").write_text("<svg/>")

    [finding] = find(pages, (PICTURE, PICTURE.replace("png", "svg")))

    assert (finding.level, finding.apps) == ("problem", EVERY)
    assert "image/svg+xml" in finding.sentence


def test_without_pillow_the_page_s_own_word_is_taken(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)

    [hint] = find(pages)
    declared = '<meta property="og:image:width" content="250">' + IMAGE
    problem = find(pages, (IMAGE, declared))[0]

    assert hint.step.startswith("Install Pillow")
    assert row("WhatsApp").shows == "not"
    assert (problem.level, problem.apps) == ("problem", ("WhatsApp",))


def test_a_hostile_picture_causes_no_failure(pages: Pages, tmp_path: Path) -> None:
    # A picture that says it has 20,000 by 20,000 pixels: Pillow takes it for a bomb.
    small = draw(1, 1)
    head = small[12:16] + (20_000).to_bytes(4, "big") * 2 + small[24:29]
    bomb = small[:12] + head + crc32(head).to_bytes(4, "big") + small[33:]
    (tmp_path / "bridge.png").write_bytes(bomb)

    [hint] = find(pages)

    assert hint.sentence == "The size of og:image is unknown."
