"""The address at which events are answered without the application."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from sharekit.models import BufferedEvent
from sharekit.wsgi import fast_lane
from tests.unit.collect.answers.bodies import VIEW, body
from tests.unit.wsgi.calling import EVENTS, answer_itself, call, make_environ, refuse_to_answer


@pytest.mark.parametrize("address", ["/", "/sharekit/events", EVENTS + "x", "", None])
def test_other_addresses_are_the_applications(address: str | None) -> None:
    assert call(fast_lane(answer_itself), make_environ(PATH_INFO=address))[2] == b"the application"


@csrf_exempt
def another_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("another")


class Elsewhere:
    """A URLconf whose prefix is not ASCII."""

    urlpatterns = (path("weitersagen-für-alle/", include("sharekit.urls")),)


class Nowhere:
    """A URLconf without our addresses."""

    urlpatterns = (path("sharekit/events/", another_view),)


class Shadowed:
    """A URLconf in which another pattern catches our address."""

    urlpatterns = (
        path("sharekit/events/", another_view),
        path("sharekit/", include("sharekit.urls")),
    )


def test_the_path_is_the_urlconfs() -> None:
    address = "/weitersagen-für-alle/events/".encode().decode("latin-1")
    lane = fast_lane(refuse_to_answer)
    for script_name in ("", "/blog"):
        environ = make_environ(body(VIEW), PATH_INFO=address, SCRIPT_NAME=script_name)
        with override_settings(ROOT_URLCONF=Elsewhere):
            assert call(lane, environ)[0] == "204 No Content"
    assert BufferedEvent.objects.count() == 2


@pytest.mark.parametrize("urlconf", [Nowhere, Shadowed])
def test_an_address_that_is_not_ours_is_the_applications(urlconf: type) -> None:
    with override_settings(ROOT_URLCONF=urlconf):
        assert call(fast_lane(answer_itself), make_environ())[2] == b"the application"


def test_a_failing_urlconf_is_left_to_the_application() -> None:
    with override_settings(ROOT_URLCONF="no.such.module"):
        assert call(fast_lane(answer_itself), make_environ())[2] == b"the application"


@pytest.mark.parametrize(
    ("language", "address", "expected"),
    [("en-us", "/en-us/sharekit/events/", "204"), ("en-us", "/de/sharekit/events/", "200")],
)
def test_under_a_language_prefix_the_sites_own_language_is_fast(
    language: str, address: str, expected: str
) -> None:
    with override_settings(ROOT_URLCONF="tests.unit.wsgi.urls_by_language", LANGUAGE_CODE=language):
        given = call(fast_lane(answer_itself), make_environ(body(VIEW), PATH_INFO=address))
    assert given[0].startswith(expected)
