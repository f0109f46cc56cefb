"""Jinja2 templates render what Django's own render: Django's real backend, autoescape on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest
from django.template.backends.jinja2 import Jinja2
from jinja2 import TemplateRuntimeError

from sharekit import links
from sharekit.aggregate.drain import drain
from sharekit.buttons.bar import render_bar
from sharekit.buttons.script import render_script
from tests.support.newspaper.models import Story
from tests.support.traffic import SWIFTS, post, share


@pytest.fixture
def engine(tmp_path: Path) -> Jinja2:
    """Return Jinja2 as a site's TEMPLATES has it, with a folder for templates."""
    return Jinja2(
        {
            "NAME": "jinja2",
            "DIRS": [tmp_path],
            "APP_DIRS": False,
            "OPTIONS": {"extensions": ["sharekit.jinja2.Extension"]},
        }
    )


@pytest.fixture
def story(db: None) -> Story:
    """Return a story whose title is hostile."""
    return Story.objects.create(title='"><script>alert(1)</script>', slug="bridge")


def test_the_bar_is_the_one_of_django_s_templates(
    engine: Jinja2, story: Story, request_: HttpRequest
) -> None:
    source = '{{ share_buttons(story, channels="email copy-link", style="compact") }}'

    html = engine.from_string(source).render({"story": story}, request_)

    assert html == render_bar(story, request=request_, channels="email copy-link", style="compact")
    assert "<script>alert" not in html
    assert "&amp;lt;" not in html


def test_the_script_has_the_page_s_nonce_and_article(
    engine: Jinja2, story: Story, request_: HttpRequest
) -> None:
    template = engine.from_string("{{ sharekit_script(story, swaps=True) }}")

    html = template.render({"story": story, "csp_nonce": "n0nce"}, request_)

    assert html == render_script(story, request=request_, nonce="n0nce", swaps=True)
    assert html.count('nonce="n0nce"') == 2


def test_a_nonce_may_be_given(engine: Jinja2, request_: HttpRequest) -> None:
    html = engine.from_string('{{ sharekit_script(nonce="given") }}').render({}, request_)

    assert 'nonce="given"' in html


def test_without_a_request_site_url_is_the_host(engine: Jinja2, settings: Any) -> None:
    template = engine.from_string('{{ share_buttons("/about/", title="About us") }}')

    assert template.render({"request": "a wish"}) == ""
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}

    assert 'data-sharekit="/about/ https://news.example/about/ About us:' in template.render()


def test_a_macro_that_is_imported_with_context_knows_the_request(
    engine: Jinja2, tmp_path: Path, request_: HttpRequest
) -> None:
    (tmp_path / "macros.html").write_text(
        "{% macro bar() %}{{ share_buttons('/a/') }}{% endmacro %}"
    )
    source = "{% from 'macros.html' import bar with context %}{{ bar() }}"

    html = engine.from_string(source).render({}, request_)

    assert html == render_bar("/a/", request=request_)


def test_an_option_that_there_is_not_is_reported(engine: Jinja2, request_: HttpRequest) -> None:
    with pytest.raises(TypeError, match="chanels"):
        engine.from_string('{{ share_buttons("/", chanels="email") }}').render({}, request_)
    with pytest.raises(ValueError, match="Unknown style"):
        engine.from_string('{{ share_buttons("/", style="loud") }}').render({}, request_)
    with pytest.raises((TemplateRuntimeError, TypeError)):
        engine.from_string("{{ share_buttons() }}").render({}, request_)


def test_tracked_links_are_those_of_django_s_templates(
    engine: Jinja2, story: Story, request_: HttpRequest
) -> None:
    source = """{{ share_links(story, campaign="May", channels="email whatsapp") }}
{{ tracked_url(story, "email", campaign="May") }}"""

    html = engine.from_string(source).render({"story": story}, request_)

    block = links.render_links(story, campaign="May", channels="email whatsapp", request=request_)
    address = links.tracked_url(story, "email", campaign="May", request=request_)
    assert html == f"{block}\n{address}"
    assert "#sk=e" in address
    assert "<script>" not in html


@pytest.mark.django_db(transaction=True)
def test_counts_and_lists_are_plain_values(engine: Jinja2, request_: HttpRequest) -> None:
    cache.clear()
    post(share(), share())
    drain()
    source = """{{ share_count(url) + 1 }} {{ share_count(url, of="clickbacks", days=7) }}
      {%- for each in most_shared() %} {{ each.title }}: {{ each.acts }}{% endfor %}
      {%- for each in most_shared(1, days=1) %} {{ each.url }}{% endfor %}"""

    html = engine.from_string(source).render({"url": SWIFTS.address}, request_)

    assert html == f"3 0 {SWIFTS.title}: 2 {SWIFTS.address}"


def test_a_page_for_an_unknown_address_has_no_bar(engine: Jinja2) -> None:
    error = {"request_path": "/x/", "exception": "no such page"}

    page = engine.from_string("{{ share_buttons('/x/') }}{{ sharekit_script('/x/') }}")

    rendered = page.render(error)
    assert rendered.startswith("<script ")
    assert "data-article" not in rendered
