"""Tests the tags as sites write them: in loops, in cached fragments, without a request."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import Client

from sharekit.buttons.bar import render_bar
from sharekit.buttons.script import render_script
from tests.support.newspaper.models import Story


def render(source: str, context: Context | None = None) -> str:
    return Template("{% load sharekit cache %}" + source).render(context or Context())


def test_the_tag_is_a_door_to_render(story: Story, request_: HttpRequest) -> None:
    html = render(
        '{% share_buttons story channels="email copy-link x" title=name style="compact" '
        'summary="So" hashtags="a b" image="/i.png" %}',
        Context({"story": story, "name": "<Other>", "request": request_}),
    )

    assert html == render_bar(
        story,
        request=request_,
        channels=["email", "copy-link", "x"],
        title="<Other>",
        style="compact",
        summary="So",
        hashtags=["a", "b"],
        image="/i.png",
    )


def test_an_address_can_be_shared_with_a_title(settings: Any) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}

    html = render('{% share_buttons "/about/" title="About us" %}')

    assert 'data-sharekit="/about/ https://news.example/about/ About us:' in html


def test_the_request_is_found_without_a_context_processor(
    story: Story, request_: HttpRequest
) -> None:
    context = RequestContext(request_, {"story": story})

    assert "http://news.example/stories/bridge/" in render("{% share_buttons story %}", context)


def test_what_a_site_calls_request_may_be_something_else(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    assert render("{% share_buttons story %}", Context({"story": story, "request": "a wish"})) == ""
    assert "SITE_URL" in caplog.text


def test_each_bar_of_a_list_is_its_own_article_s(db: None, client: Client) -> None:
    stories = [Story.objects.create(title=f"Story {n}", slug=f"story-{n}") for n in range(3)]

    page = client.get("/stories/", headers={"host": "news.example"}).content.decode()

    assert page.count("data-sharekit=") == 3
    assert all(f'data-sharekit="newspaper.story:{story.pk} ' in page for story in stories)


def test_a_cached_fragment_is_the_same_bar(story: Story, request_: HttpRequest) -> None:
    cache.clear()
    source = "{% cache 60 bar story.pk %}{% share_buttons story %}{% endcache %}"
    bar = render_bar(story, request=request_)

    assert render(source, Context({"story": story, "request": request_})) == bar
    assert render(source, Context({"story": story})) == bar


def test_every_reader_gets_the_same_bytes_and_no_cookie(story: Story) -> None:
    pages = []
    for number in range(2):
        reader = Client(headers={"host": "news.example", "user-agent": f"Browser {number}"})
        session = reader.session
        session["reader"] = number
        session.save()
        pages.append(reader.get("/stories/bridge/"))

    assert pages[0].content == pages[1].content
    assert b"data-sharekit=" in pages[0].content
    for page in pages:
        assert not page.has_header("Vary")
        assert not page.cookies


def test_a_page_with_nothing_to_share_is_whole(caplog: pytest.LogCaptureFixture) -> None:
    assert render("<p>{% share_buttons stroy %}</p>") == "<p></p>"
    assert [(record.name, record.levelno) for record in caplog.records] == [
        ("sharekit", logging.WARNING)
    ]


@pytest.mark.parametrize(
    "source", ['{% share_buttons "/" chanels="email" %}', "{% share_buttons %}"]
)
def test_a_slip_in_the_tag_is_found_when_the_template_is_read(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        render(source)


@pytest.mark.parametrize("name", ["csp_nonce", "CSP_NONCE"])
def test_the_script_takes_the_nonce_of_the_context(name: str) -> None:
    assert ' nonce="abc"' in render("{% sharekit_script %}", Context({name: "abc"}))


def test_the_script_names_the_page_s_article(story: Story, request_: HttpRequest) -> None:
    context = Context({"story": story, "request": request_})

    assert render("{% sharekit_script story %}", context) == render_script(story, request=request_)


def test_the_script_counts_swapped_pages_where_the_tag_says_so() -> None:
    assert render("{% sharekit_script swaps=True %}") == render_script(swaps=True)
