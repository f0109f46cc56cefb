"""What previews of a page lack: each rule breaks one thing in a page that lacks nothing."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from sharekit.channels.find import get_all
from sharekit.link_checks.apps import APPS, NO_PREVIEW
from sharekit.link_checks.check import check_page
from tests.unit.link_checks.conftest import write
from tests.unit.link_checks.finding import EVERY, Pages, find, row


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
