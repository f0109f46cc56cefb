"""The API's addresses."""

from __future__ import annotations

from datetime import date

import msgspec
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from sharekit import reports


class MaySeeArticles(BasePermission):
    """Lets in staff who may see articles in the admin."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Tell whether the user may."""
        return bool(request.user.is_staff and request.user.has_perm("sharekit.view_article"))


class Articles(APIView):
    """`GET ?since=2026-11-01&until=2026-11-30&article=URL`: the report of `sharekit_report`."""

    authentication_classes = (SessionAuthentication,)
    permission_classes = (MaySeeArticles,)
    renderer_classes = (JSONRenderer,)
    throttle_classes = ()

    def get(self, request: Request) -> Response:
        """Return every article's figures over a period, both days included."""
        period = reports.Period(_read_day(request, "since"), _read_day(request, "until"))
        report = reports.build(period, url=request.query_params.get("article", ""))
        return Response(msgspec.to_builtins(report))


def _read_day(request: Request, name: str) -> date | None:
    text = request.query_params.get(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValidationError({name: "Write a day as YYYY-MM-DD."}) from None
