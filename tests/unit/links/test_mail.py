"""Share links for e-mails: plain HTML or text, tracked, and the same for all recipients."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from django.template import Context, Template
from pytest_django import Settings

from sharekit import links
from sharekit.buttons import qr
from sharekit.models import ShareLink
from tests.support.newspaper.models import Story
from tests.support.paths import DOCS
from tests.unit.buttons.outline import Outline
from tests.unit.buttons.settings import SITE

pytestmark = pytest.mark.django_db

TITLE = 'Ups & <downs> "1" 100% é 🐦 #x'


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SHAREKIT = SITE


def render(source: str, **values: Any) -> str:
    return Template("{% load sharekit %}" + source).render(Context(values))


def read_marks(text: str) -> list[str]:
    return re.findall("#sk=(\\w+)", unquote(unescape(text)))


def test_it_is_nothing_but_links_with_words(story: Story) -> None:
    html = render('{% share_links story campaign="May" %}', story=story)

    found = Outline(html).tags
    assert [tag for tag, _ in found] == ["a", "a"]
    assert all(attributes.keys() == {"href"} for _, attributes in found)
    assert re.sub("<[^>]*>", "", html) == "Share on WhatsApp &middot; Share by email"
    address = str(found[0][1]["href"])
    assert unquote(address).startswith(
        "https://wa.me/?text=The bridge https://news.example/stories/bridge/#sk=w"
    )


def test_each_channel_has_its_token_and_it_is_that_of_the_campaign(story: Story) -> None:
    html = render('{% share_links story campaign="May" channels="telegram email" %}', story=story)

    marks = read_marks(html)
    made = ShareLink.objects.filter(campaign="May")
    assert set(made.values_list("channel", "token")) == {
        ("telegram", marks[0]),
        ("email", marks[1]),
    }
    assert links.tracked_url(story, "email", campaign="May").endswith(marks[1])
    assert html == render(
        '{% share_links story campaign="May" channels="telegram email" %}', story=story
    )


def test_in_plain_text_there_is_a_line_for_each_channel() -> None:
    text = render(
        '{% share_links "/a/?b=1&c=2" title=title campaign="May" format="text" %}', title=TITLE
    )

    first, second = text.splitlines()
    assert first.startswith("Share on WhatsApp: https://wa.me/?text=")
    assert unquote(first).endswith(
        f"{TITLE} https://news.example/a/?b=1&c=2#sk={read_marks(first)[0]}"
    )
    assert second.startswith("Share by email: mailto:?subject=")
    assert "&amp;" not in text


def test_hostile_titles_stay_inside_their_address() -> None:
    html = render('{% share_links "/a/" title=title campaign="May" %}', title=TITLE)

    assert [tag for tag, _ in Outline(html).tags] == ["a", "a"]
    assert f"{TITLE} https://news.example/a/#sk=w" in unquote(str(Outline(html).tags[0][1]["href"]))


def test_without_a_title_the_address_is_once() -> None:
    html = render('{% share_links "/a/" campaign="May" channels="email" %}')

    assert unquote(html).count("https://news.example/a/") == 2
    assert "body=https%3A%2F%2Fnews.example%2Fa%2F%23sk%3De" in html


def test_what_no_mail_program_opens_is_left_out_or_refused(settings: Settings) -> None:
    settings.SHAREKIT = {**SITE, "CHANNELS": ["native", "messenger", "copy-link"]}

    assert render('{% share_links "/a/" campaign="May" %}') == ""
    with pytest.raises(ValueError, match="Channel 'messenger' is not available here"):
        links.render_links("/a/", campaign="May", channels=["messenger"])


def test_what_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="Unknown format 'pdf'"):
        links.render_links("/a/", campaign="May", format="pdf")
    with pytest.raises(ValueError, match="The campaign needs a label"):
        links.render_links("/a/", campaign="")


def test_what_has_no_address_has_no_links() -> None:
    assert render('{% share_links story campaign="May" %}', story=Story(title="New")) == ""


def test_only_letters_where_the_site_wants_no_more(settings: Settings) -> None:
    settings.SHAREKIT = {**SITE, "PRIVACY": "channel"}

    assert read_marks(render('{% share_links "/a/" campaign="May" %}')) == ["w", "e"]


def test_read_on_is_a_tag_too(story: Story) -> None:
    html = render(
        '<a href="{% tracked_url story "email" campaign="May" %}">Read on</a>'
        '{% tracked_url "/a/?b=1&c=2" "email" campaign="May" as url %}{{ url }}',
        story=story,
    )

    expected = links.tracked_url(story, "email", campaign="May")
    assert html.startswith(f'<a href="{expected}">Read on</a>')
    assert "/a/?b=1&amp;c=2#sk=e" in html


def test_the_pages_examples_work(story: Story) -> None:
    page = (DOCS / "links.md").read_text()
    html, text = re.findall("```django\n(.*?)```", page, re.S)
    (code,) = re.findall("```python\n(.*?)```", page, re.S)

    marks = read_marks(Template(html).render(Context({"article": story})))
    assert [mark[0] for mark in marks] == ["e", "w", "e"]
    assert read_marks(Template(text).render(Context({"article": story}))) == marks
    names: dict[str, Any] = {"article": story}
    exec(code, names)
    assert [mark[0] for mark in read_marks(names["url"] + names["html"])] == ["w", "w", "e"]
    assert qr.INSTALL in page
