"""What all addresses have in common: permissions, errors, and how an answer is sent.

The view sets every option itself, so that the site's REST_FRAMEWORK settings change nothing here.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from datetime import date, datetime
from hashlib import blake2b
from typing import Any, ClassVar, Final

import msgspec
from django.apps import apps
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import (
    BaseAuthentication,
    SessionAuthentication,
    TokenAuthentication,
)
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import BasePermission
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from sharekit.api import parameters
from sharekit.api.answers import Answer, Refusal
from sharekit.api.parameters import Parameter
from sharekit.exceptions import Refused
from sharekit.models import MAY_SEE, Article
from sharekit.quiet import answer_quietly
from sharekit.reports.figures.articles.lookup import find_article
from sharekit.reports.period.days import Period, parse_period
from sharekit.status.status import get_status

TIME_HEADER: Final = "X-Sharekit-Counted-Up-To"
"""The header in which a 304, too, gives the time before which everything is counted."""


class MaySeeReport(BasePermission):
    """Admits staff who may see the report in the admin."""

    message = _("You must be a staff user with the permission “Can view report”.")

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Return whether the user may see figures."""
        # A site may set UNAUTHENTICATED_USER to None.
        user: Any = request.user
        return bool(user and user.is_staff and user.has_perm(MAY_SEE))


class JSON(BaseRenderer):
    """Encodes the reports' structs in the same way as `sharekit_report`."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Return the bytes of an answer, b"" if it has no content."""
        return b"" if data is None else msgspec.json.encode(data)


class Always(BaseContentNegotiation):
    """Answers JSON whatever the request prefers, for example in the address bar of a browser."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Return the only renderer."""
        return renderers[0], renderers[0].media_type


class Question(msgspec.Struct, frozen=True):
    """The request: its parameters, its period, and the article's id in the address, or ""."""

    given: dict[str, str]
    period: Period
    place: str
    counted_up_to: datetime

    @property
    def head(self) -> tuple[datetime, date | None, date | None]:
        """The fields that every answer begins with."""
        return self.counted_up_to, self.period.since, self.period.until

    def find_article(self) -> Article | None:
        """Return the article of the parameter, None without the parameter; may raise `Refused`."""
        asked = self.given.get("article", "")
        return find_article(asked) if asked else None

    def get_article(self) -> Article:
        """Return the article in the address, or raise `Refused` (404)."""
        return find_article(self.place)


class Door(APIView):
    """An address that answers GET with the result of `get_answer`."""

    takes: ClassVar[tuple[Parameter, ...]] = ()
    answers: ClassVar[type[Answer] | None] = None

    permission_classes = (MaySeeReport,)
    renderer_classes = (JSON,)
    parser_classes = ()
    throttle_classes = ()
    content_negotiation_class = Always
    metadata_class = None
    versioning_class = None
    # Not in the site's own API description: sharekit's description has its own address.
    schema = None

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Return the view, whose requests are kept out of Django's logs."""
        return answer_quietly(super().as_view(**initkwargs))

    def get_authenticators(self) -> list[BaseAuthentication]:
        """Return token authentication, if the site has tokens, and session authentication."""
        # The first one determines the status: session authentication has no WWW-Authenticate
        # header, so it would give 403.
        tokens = [TokenAuthentication()] if apps.is_installed("rest_framework.authtoken") else []
        return [*tokens, SessionAuthentication()]

    def get_exception_handler(self) -> Callable[..., Response | None]:
        """Return sharekit's handler, whatever the site has set."""
        return _refuse

    def get(self, request: Request, **place: str) -> Response:
        """Answer the request."""
        given = parameters.parse(request.query_params, self.takes)
        # Read the status first, because later counts can only add to the figures.
        status = get_status()
        period = parse_period(given)
        question = Question(given, period, place.get("article", ""), status.counted_up_to)
        return _send(request, self.get_answer(request, question))

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Answer with the allowed methods, in the header Allow."""
        return Response(status=204)

    @abstractmethod
    def get_answer(self, request: Request, question: Question) -> Answer:
        """Return the answer, or raise `Refused`."""

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Keep answers and errors out of shared caches."""
        response = super().finalize_response(request, response, *args, **kwargs)
        # Browsers revalidate each time, so that no answer outlives a permission.
        response["Cache-Control"] = "private, no-cache"
        return response


def _send(request: Request, answer: Answer) -> Response:
    """Return the answer, or 304 if the client has one that differs only in its time."""
    same = msgspec.structs.replace(answer, counted_up_to=datetime.min)
    digest = blake2b(msgspec.json.encode(same), digest_size=16).hexdigest()
    headers = {"ETag": f'W/"{digest}"', TIME_HEADER: answer.counted_up_to.isoformat()}
    known = {
        etag.removeprefix("W/") for etag in parse_etags(request.headers.get("If-None-Match", ""))
    }
    if known & {"*", f'"{digest}"'}:
        return Response(status=304, headers=headers)
    return Response(answer, headers=headers)


def _refuse(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the answer to a refused request, None for an unexpected error."""
    if isinstance(error, Refused):
        return Response(Refusal(error.sentence), status=error.status)
    response = exception_handler(error, context)
    if response is not None:
        response.data = Refusal(str(response.data["detail"]))
    return response
