"""What previews of a page lack: each rule breaks one thing in a page that lacks nothing."""

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

from sharekit.channels import get_all
from sharekit.link_checks.apps import APPS, NO_PREVIEW
from sharekit.link_checks.check import check_page
from sharekit.link_checks.judge import Finding
from sharekit.link_checks.weigh import Row
from tests.unit.link_checks.conftest import Draw, draw, write
from tests.unit.link_checks.pages_site import Page

Pages = dict[str, Page]

IMAGE = '<meta property="og:image" content="https://news.example/media/bridge.png">'
PICTURE = "https://news.example/media/bridge.png"
EVERY = tuple(app.name for app in APPS if app.title)


def find(pages: Pages, *changes: tuple[str, str], path: str = "/bridge/") -> list[Finding]:
    """Return what is found in the changed page, without the hint that every page gets."""
    pages["/bridge/"] = write(*changes)
    return [
        finding
        for finding in check_page(path).findings
        if not finding.sentence.startswith("These apps keep the canonical address, which")
    ]


def row(name: str) -> Row:
    return next(row for row in check_page("/bridge/").apps if row.app == name)


def test_every_channel_that_there_is_has_an_app_or_shows_no_preview() -> None:
    known = {app.channel for app in APPS} | NO_PREVIEW

    assert [slug for slug in get_all() if slug not in known] == []
    assert all(app.source.startswith("https://") for app in APPS)


def test_a_page_that_lacks_nothing_is_whole_in_every_app(pages: Pages) -> None:
    report = check_page("/bridge/")

    assert not report.is_broken
    assert (report.shared, report.title) == ("https://news.example/bridge/", "The bridge")
    assert {row.shows for row in report.apps if row.previews} == {"large"}
    assert find(pages) == []


def test_apps_that_keep_the_page_s_own_address_are_reported_whatever_the_page_says(
    pages: Pages,
) -> None:
    [finding] = check_page("/bridge/").findings

    assert finding.level == "hint"
    assert finding.apps == ("Facebook", "LinkedIn", "Mastodon", "Browser's own menu")
    assert {row.app: row.keeps for row in check_page("/bridge/").apps}["WhatsApp"] == "shared"


def test_without_og_title_previews_show_the_page_s_title(pages: Pages) -> None:
    changed = ('<meta property="og:title" content="The bridge">', "")

    needed, *others = find(pages, changed)[::-1]

    assert needed.level == "problem"
    assert needed.apps == ("WhatsApp", "Pinterest")
    assert [(each.level, each.apps) for each in others] == [("hint", EVERY)]
    assert others[0].sentence.endswith("the page's <title>: The bridge | News")
    assert others[0].step == '<meta property="og:title" content="The bridge">'


def test_a_page_without_any_title_is_broken_everywhere(pages: Pages) -> None:
    first = find(
        pages,
        ('<meta property="og:title" content="The bridge">', ""),
        ("<title>The bridge | News</title>", "<svg><title>A drawing</title></svg>"),
    )[0]

    assert (first.level, first.sentence, first.apps) == (
        *("problem", "The page has no title."),
        EVERY,
    )


def test_without_a_description_previews_have_no_text(pages: Pages) -> None:
    changed = ('<meta property="og:description" content="It keeps the town.">', "")
    borrowed = (changed[0], '<meta name="description" content="A town.">')

    silent, needed = find(pages, changed)
    [still_needed] = find(pages, borrowed)

    assert (silent.level, silent.apps) == ("hint", EVERY)
    assert needed == still_needed
    assert (needed.level, needed.apps) == ("problem", ("WhatsApp",))


def test_a_tag_in_the_wrong_attribute_is_reported(pages: Pages) -> None:
    findings = find(pages, ('<meta property="og:title"', '<meta name="og:title"'))

    assert (
        findings[-1].sentence
        == "This page has og:title in a name attribute, where some apps do not read them."
    )


def test_tags_beyond_what_an_app_reads_are_not_there_for_it(pages: Pages) -> None:
    deep = ("<html>", f"<html><style>{'.a{color:red}' * 3000}</style>")

    [finding] = find(pages, deep)

    assert (finding.level, finding.apps) == ("problem", ("Slack",))
    assert finding.sentence.startswith("og:title, og:description, og:image are farther down")
    assert row("Slack").title == ""
    assert row("WhatsApp").title == "og:title"


def test_without_a_card_x_shows_a_small_preview(pages: Pages) -> None:
    [finding] = find(pages, ('<meta name="twitter:card" content="summary_large_image">', ""))

    assert (finding.level, finding.apps) == ("hint", ("X",))


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


def test_another_address_than_the_shared_one_is_a_problem(pages: Pages) -> None:
    og = ('property="og:url" content="https://news.example/bridge/"',) * 2
    canonical = ('href="/bridge/"', 'href="https://news.example/"')
    changed = (og[0], og[1].replace("https", "http"))

    [wrong] = find(pages, changed)
    [menu] = find(pages, canonical)

    assert (wrong.level, wrong.apps) == ("problem", ("Facebook", "LinkedIn"))
    assert "http://news.example/bridge/" in wrong.sentence
    assert wrong.step == '<meta property="og:url" content="https://news.example/bridge/">'
    assert (menu.level, menu.apps) == ("problem", ("Mastodon", "Browser's own menu"))
    assert menu.sentence.startswith(
        "The canonical address is https://news.example/. These apps share"
    )
    assert row("Mastodon").keeps == "other"


def test_without_a_canonical_address_foreign_queries_are_passed_on(pages: Pages) -> None:
    canonical = ('<link rel="canonical" href="/bridge/">', "")
    url = ('<meta property="og:url" content="https://news.example/bridge/">', "")

    assert find(pages, canonical) == []
    assert [finding.level for finding in find(pages, canonical, url)] == ["problem", "hint"]


@pytest.mark.parametrize(
    ("header", "value"),
    [("Referrer-Policy", "same-origin, no-referrer"), ("X-Robots-Tag", "noindex")],
)
def test_headers_that_blind_are_reported(pages: Pages, header: str, value: str) -> None:
    html = write()
    pages["/bridge/"] = lambda request: HttpResponse(html, headers={header: value})

    findings = check_page("/bridge/").findings

    assert [finding.level for finding in findings] == ["hint", "hint"]


@pytest.mark.parametrize(
    "name", ['name="referrer" content="no-referrer"', 'name="robots" content="none"']
)
def test_so_are_tags_that_say_the_same(pages: Pages, name: str) -> None:
    [finding] = find(pages, ("</head>", f"<meta {name}></head>"))

    assert finding.level == "hint"


def test_a_page_without_bar_and_script_has_no_article(pages: Pages) -> None:
    html = write()
    pages["/bridge/"] = html[: html.index("<body>")]

    report = check_page("/bridge/")

    assert [finding.level for finding in report.findings[:2]] == ["problem", "problem"]
    assert report.shared == ""


def test_an_unsigned_bar_has_no_article(pages: Pages) -> None:
    assert find(pages, ('data-sharekit="/bridge/', 'data-sharekit="/forged/'))[0].level == "problem"


def test_an_article_named_to_the_script_needs_no_bar(pages: Pages) -> None:
    html = write()
    start, end = html.index("<div"), html.index("</div>") + len("</div>")
    key = html.split('data-sharekit="')[1].split('"')[0]

    [finding] = find(pages, (html[start:end], ""), ("<script ", f'<script data-article="{key}" '))

    assert finding.sentence == "This page has no share buttons."


def test_of_several_articles_the_page_s_own_is_looked_at(pages: Pages) -> None:
    other = write(address="/other/")
    bar = other[other.index("<div") : other.index("</div>") + len("</div>")]
    pages["/list/"] = write(("<body>", f"<body>{bar}"))

    assert find(pages, ("<body>", f"<body>{bar}")) == []
    assert check_page("/list/").shared == "https://news.example/other/"
