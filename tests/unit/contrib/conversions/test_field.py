"""Tests the field of a form and its script, as templates render them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import Context, Template

from sharekit.contrib.conversions.keeping.privacy import INVENTORY
from tests.support.paths import DOCS

TAGS = ("{% conversion_field %}", "{% conversion_script %}")


def render(source: str, **context: Any) -> str:
    return Template("{% load sharekit_conversions %}" + source).render(Context(context))


def test_the_field_is_empty_and_its_script_follows_it(request_: HttpRequest) -> None:
    assert render("{% conversion_field %}", request=request_) == (
        '<input type="hidden" name="sharekit_token" autocomplete="off">'
        '<script defer src="/static/sharekit/carry.js" data-sharekit-carry="field"></script>'
    )


def test_the_script_of_pages_without_a_form_proves_no_field(request_: HttpRequest) -> None:
    assert render("{% conversion_script %}", request=request_) == (
        '<script defer src="/static/sharekit/carry.js"></script>'
    )


def test_a_template_needs_no_request() -> None:
    for tag in TAGS:
        assert "carry.js" in render(tag)


def test_the_script_has_the_page_s_nonce(request_: HttpRequest) -> None:
    for tag in TAGS:
        for name in ("csp_nonce", "CSP_NONCE"):
            assert ' nonce="n0nce"></script>' in render(tag, request=request_, **{name: "n0nce"})

        request_.csp_nonce = "late"  # type: ignore[attr-defined]
        assert ' nonce="late"></script>' in render(tag, request=request_)


def test_a_draft_and_an_unknown_host_have_neither_field_nor_script(
    request_: HttpRequest, settings: Any
) -> None:
    settings.SHAREKIT = {"SITES": {"other.example": "https://other.example"}}
    assert [render(tag, request=request_) for tag in TAGS] == ["", ""]

    settings.SHAREKIT = {}
    request_.is_preview = True  # type: ignore[attr-defined]
    assert [render(tag, request=request_) for tag in TAGS] == ["", ""]


@pytest.mark.urls("tests.unit.buttons.urls_without_sharekit")
def test_a_site_without_sharekit_s_addresses_has_neither_field_nor_script(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert [render(tag) for tag in TAGS] == ["", ""]
    assert "Include sharekit.urls" in caplog.text


def test_the_tags_ask_the_database_nothing(
    request_: HttpRequest, django_assert_num_queries: Any, db: None
) -> None:
    with django_assert_num_queries(0):
        for tag in TAGS:
            render(tag, request=request_)


def test_what_is_kept_on_the_device_follows_the_settings(settings: Any) -> None:
    for given, names in (
        ({}, []),
        ({"CONSENT": "ask"}, ["sharekit:arrival"]),
        ({"CONSENT": "given"}, ["sharekit:arrival"]),
        ({"CONSENT": "given", "PRIVACY": "channel"}, []),
    ):
        settings.SHAREKIT = given
        assert [each.name for each in INVENTORY.list_device()] == names


def test_the_examples_of_the_documentation_render(request_: HttpRequest) -> None:
    page = (DOCS / "conversions.md").read_text()
    form, article = re.findall(r"```django\n(.*?)```", page, re.DOTALL)

    assert 'name="sharekit_token"' in render(form, request=request_)
    html = render(article, request=request_, article="/swifts/")
    assert html.index("/sharekit.js") < html.index("/carry.js")


def test_jinja2_renders_the_same(request_: HttpRequest) -> None:
    page = (DOCS / "tags.md").read_text()
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    environment = names["environment"](autoescape=True)

    for name in ("conversion_field", "conversion_script"):
        html = environment.from_string(f"{{{{ {name}() }}}}").render(
            request=request_, csp_nonce="n0nce"
        )
        assert html == render(f"{{% {name} %}}", request=request_, csp_nonce="n0nce")


def test_a_page_without_these_tags_does_not_load_the_script(request_: HttpRequest) -> None:
    html = render("{% load sharekit %}{% sharekit_script swaps=True %}", request=request_)

    assert "sharekit.js" in html
    assert "carry" not in html
