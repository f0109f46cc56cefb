"""The API's description is complete and true, and needs an extra that may be missing."""

from __future__ import annotations

import io
import runpy
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
from sharekit.api import schema, urls
from sharekit.contrib.conversions.api import ConversionsView
from sharekit.contrib.mails.reports.api import MailsView
from sharekit.figures import FIGURES, OF_ARTICLES
from tests.support.sharekit_orders.urls import OrdersView

PATHS = {
    f"/sharekit/api/{each.pattern}".replace("<pk>", "{id}"): vars(each.callback)["cls"]
    for each in urls.urlpatterns
    if each.name != "api-schema"
}
# Of optional apps.
PATHS["/sharekit/api/orders/"] = OrdersView
PATHS["/sharekit/api/conversions/"] = ConversionsView
PATHS["/sharekit/api/mails/"] = MailsView


@pytest.fixture
def described(editor: Client) -> dict[str, Any]:
    response = editor.get("/sharekit/api/schema/")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    description: dict[str, Any] = response.json()
    return description


def test_it_is_sound_and_nothing_in_it_is_guessed() -> None:
    out = io.StringIO()

    call_command(
        Command(),
        generator_class=f"{schema.__name__}.Generator",
        custom_settings=f"{schema.__name__}.SETTINGS",
        validate=True,
        fail_on_warn=True,
        stdout=out,
    )

    assert out.getvalue().startswith("openapi: 3.0.3")


def test_it_is_ours_whatever_the_site_describes(described: dict[str, Any]) -> None:
    validate_schema(described)
    assert described["info"]["title"] == "sharekit"
    assert described["info"]["version"] == sharekit.__version__


def test_it_has_every_address_under_the_site_s_prefix(described: dict[str, Any]) -> None:
    assert sorted(described["paths"]) == sorted(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_each_address_has_its_parameters_answer_and_errors(
    described: dict[str, Any], path: str
) -> None:
    view = PATHS[path]

    operation = described["paths"][path]["get"]

    assert operation["description"] == view.__doc__
    assert operation["security"] == [{"tokenAuth": []}, {"cookieAuth": []}]
    parameters = operation.get("parameters", [])
    given = {each["name"]: each for each in parameters if each["in"] == "query"}
    assert set(given) == set(view.parameters_class().fields)
    assert all(each["description"] for each in given.values())
    answers = operation["responses"]
    assert set(answers) == {"200", "400", "401", "403", "404"}
    (content,) = answers["200"]["content"].values()
    assert set(described["components"]["schemas"]) >= {content["schema"]["$ref"].rpartition("/")[2]}
    for status in ("401", "403", "404"):
        content = answers[status]["content"]["application/json"]
        assert content["schema"] == {"$ref": "#/components/schemas/Error"}


def test_a_page_of_articles_begins_as_every_answer(described: dict[str, Any]) -> None:
    page = described["components"]["schemas"]["PaginatedArticleFiguresList"]["properties"]
    answer = described["components"]["schemas"]["SeriesAnswer"]["properties"]

    head = ["counted_up_to", "since", "until"]
    assert list(page) == [*head, "next", "previous", "results"]
    assert [page[name] for name in head] == [answer[name] for name in head]


def test_a_site_without_tokens_promises_none(settings: Settings, editor: Client) -> None:
    settings.INSTALLED_APPS = [
        app for app in settings.INSTALLED_APPS if app != "rest_framework.authtoken"
    ]

    answer = editor.get("/sharekit/api/schema/").json()

    assert answer["paths"]["/sharekit/api/series/"]["get"]["security"] == [{"cookieAuth": []}]


def test_each_figure_says_how_it_is_known(described: dict[str, Any]) -> None:
    figures = described["components"]["schemas"]["ArticleFigures"]["properties"]

    for name in OF_ARTICLES:
        assert figures[name]["description"] == str(FIGURES[name].meaning)


def test_the_site_s_own_description_leaves_ours_out() -> None:
    assert EndpointEnumerator().get_api_endpoints() == []


def test_without_the_extra_only_the_description_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "drf_spectacular", None)

    patterns = runpy.run_path(str(urls.__file__))["urlpatterns"]

    assert {each.name for each in urls.urlpatterns} - {each.name for each in patterns} == {
        "api-schema"
    }
