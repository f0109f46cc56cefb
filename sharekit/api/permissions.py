"""The users who may see figures."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from sharekit.models import MAY_SEE


class MaySeeReport(BasePermission):
    """Admits staff who may see the report in the admin."""

    message = _("You must be a staff user with the permission “Can view report”.")

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Return whether the user may see figures."""
        # A site may set UNAUTHENTICATED_USER to None.
        user: Any = request.user
        return bool(user and user.is_staff and user.has_perm(MAY_SEE))
