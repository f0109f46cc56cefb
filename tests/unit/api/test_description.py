"""The API's description is complete and true, and needs an extra that may be missing."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from drf_spectacular.management.commands.spectacular import Command
from drf_spectacular.validation import validate_schema
from pytest_django import Settings
from rest_framework.schemas.generators import EndpointEnumerator

import sharekit
from sharekit.api.addresses import ADDRESSES
from sharekit.api.answers import Refusal
from sharekit.api.description import Generator, describe
from sharekit.figures import FIGURES, OF_ARTICLES

GENERATOR = f"{Generator.__module__}.{Generator.__qualname__}"


@pytest.fixture
def described(editor: Client) -> dict[str, Any]:
    response = editor.get("/sharekit/api/schema/")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    description: dict[str, Any] = response.json()
    return description


def test_it_is_sound_and_nothing_in_it_is_guessed() -> None:
    out = io.StringIO()

    call_command(Command(), generator_class=GENERATOR, validate=True, fail_on_warn=True, stdout=out)

    assert out.getvalue().startswith("openapi: 3.1.0")


def test_it_is_ours_whatever_the_site_describes(described: dict[str, Any]) -> None:
    validate_schema(described)
    assert described["openapi"] == "3.1.0"
    assert described["info"]["title"] == "sharekit"
    assert described["info"]["version"] == sharekit.__version__


def test_it_has_every_address_under_the_site_s_prefix(described: dict[str, Any]) -> None:
    routes = [route.replace("<str:article>", "{article}") for route, _ in ADDRESSES.values()]

    assert sorted(described["paths"]) == sorted(f"/sharekit/api/{route}" for route in routes)


@pytest.mark.parametrize("name", ADDRESSES)
def test_each_address_has_its_parameters_examples_and_errors(
    described: dict[str, Any], name: str
) -> None:
    route, view = ADDRESSES[name]
    path = "/sharekit/api/" + route.replace("<str:article>", "{article}")

    operation = described["paths"][path]["get"]

    assert operation["operationId"] == name.removeprefix("api-")
    assert operation["description"]
    assert operation["security"] == [{"tokenAuth": []}, {"cookieAuth": []}]
    given = {
        each["name"]: each for each in operation.get("parameters", []) if each["in"] == "query"
    }
    assert set(given) == {each.name for each in view.takes}
    assert all(each["description"] for each in operation.get("parameters", []))
    answers = operation["responses"]
    is_about_one = "{article}" in path or "article" in given
    assert set(answers) - {"200", "304"} == {"400", "401", "403"} | (
        {"404"} if is_about_one else set()
    )
    for status, answer in answers.items():
        assert answer["description"], status
        if status not in {"200", "304"}:
            content = answer["content"]["application/json"]
            assert content["schema"] == {"$ref": f"#/components/schemas/{Refusal.__name__}"}
            assert list(content["examples"]["Example"]["value"]) == ["error"]
    if view.answers:
        assert answers["200"]["content"]["application/json"]["examples"]
        assert set(answers["200"]["headers"]) == {"ETag", "X-Sharekit-Counted-Up-To"}


def test_a_site_without_tokens_promises_none(settings: Settings) -> None:
    settings.INSTALLED_APPS = [
        app for app in settings.INSTALLED_APPS if app != "rest_framework.authtoken"
    ]

    operation = Generator().get_schema(public=True)["paths"]["/sharekit/api/series/"]["get"]

    assert operation["security"] == [{"cookieAuth": []}]
    assert "401" not in operation["responses"]


def test_what_is_kept_of_it_is_of_a_site_with_the_same_apps(settings: Settings) -> None:
    address = "/sharekit/api/schema/"
    schemes = [describe(address)["components"]["securitySchemes"]]
    settings.INSTALLED_APPS = [
        app for app in settings.INSTALLED_APPS if app != "rest_framework.authtoken"
    ]

    schemes.append(describe(address)["components"]["securitySchemes"])

    assert [sorted(each) for each in schemes] == [["cookieAuth", "tokenAuth"], ["cookieAuth"]]


def test_each_figure_says_how_it_is_known(described: dict[str, Any]) -> None:
    figures = described["components"]["schemas"]["ArticleRow"]["properties"]

    for name in OF_ARTICLES:
        assert figures[name]["description"] == str(FIGURES[name].meaning)


def test_the_site_s_own_description_leaves_ours_out() -> None:
    assert EndpointEnumerator().get_api_endpoints() == []


def test_without_the_extra_it_says_what_to_install(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "drf_spectacular", None)

    response = editor.get("/sharekit/api/schema/")

    assert response.status_code == 404
    assert response.json() == {
        "error": "Install django-sharekit[api-docs] for a description of the API."
    }
