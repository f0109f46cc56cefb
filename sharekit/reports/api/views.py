"""The API's addresses."""

from __future__ import annotations

import msgspec
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from sharekit import reports
from sharekit.exceptions import Refused
from sharekit.models import MAY_SEE


class MaySeeReport(BasePermission):
    """Lets in staff who may see the report in the admin."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Tell whether the user may."""
        return bool(request.user.is_staff and request.user.has_perm(MAY_SEE))


class Articles(APIView):
    """`GET ?since=2026-11-01&until=2026-11-30&article=URL`: the report of `sharekit_report`.

    `?days=7` instead of since and until takes the days up to today. A bad value is answered 400
    with `{"error": "a sentence"}`, a user without the permission 403.
    """

    authentication_classes = (SessionAuthentication,)
    permission_classes = (MaySeeReport,)
    renderer_classes = (JSONRenderer,)
    throttle_classes = ()

    def get(self, request: Request) -> Response:
        """Return every article's figures over a period, both days included."""
        asked = request.query_params
        try:
            report = reports.build(
                reports.find_status(), reports.read_period(asked), url=asked.get("article", "")
            )
        except Refused as refused:
            return Response({"error": refused.sentence}, status=refused.status)
        return Response(msgspec.to_builtins(report))
