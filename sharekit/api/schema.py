"""The API as OpenAPI, by drf-spectacular: the extra `api-docs`.

The site's own SPECTACULAR_SETTINGS and description are left alone. On the command line: `manage.py
spectacular --generator-class sharekit.api.schema.Generator --custom-settings
sharekit.api.schema.SETTINGS`, if drf_spectacular is an installed app.
"""

from __future__ import annotations

import threading
from typing import Any, Final

from drf_spectacular.extensions import OpenApiViewExtension
from drf_spectacular.generators import EndpointEnumerator, SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.settings import SPECTACULAR_DEFAULTS
from drf_spectacular.utils import OpenApiResponse, extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

import sharekit
from sharekit.api.views import BaseView

SETTINGS: Final = {
    # Defaults first, so that nothing of the site's own description applies.
    **{
        name: value
        for name, value in SPECTACULAR_DEFAULTS.items()
        if not name.startswith("SERVE_") and name != "DEFAULT_GENERATOR_CLASS"
    },
    "TITLE": "sharekit",
    "DESCRIPTION": (
        "How articles are shared, and which visits that brings. For staff; only notes are written."
    ),
    "VERSION": sharekit.__version__,
}
_TURN: Final = threading.Lock()


class ErrorSerializer(serializers.Serializer[Any]):
    """The reason for an error, in one sentence."""

    detail = serializers.CharField()


_INVALID: Final = OpenApiResponse(
    {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    "Parameters are unknown or not valid: sentences by parameter.",
)
_ERRORS: Final = {
    401: "No user is logged in, or the token is not valid.",
    403: "The user may not see figures.",
    404: "The article or the page does not exist.",
}


class Described(OpenApiViewExtension):
    """Describes a view by its parameters and its serializer."""

    target_class = BaseView
    match_subclasses = True

    def view_replacement(self) -> type[BaseView]:
        """Return a copy of the view, because the site's description leaves the original out."""
        view: Any = type(self.target.__name__, (self.target,), {"schema": AutoSchema()})
        # drf-spectacular cannot read a serializer without fields.
        takes = [each for each in [view.parameters_class] if each().fields]
        errors = {
            status: OpenApiResponse(ErrorSerializer, text) for status, text in _ERRORS.items()
        }
        responses = {200: view.serializer_class, 400: _INVALID, **errors}
        described: type[BaseView] = extend_schema(
            methods=["GET"], parameters=takes, responses=responses
        )(view)
        if hasattr(view, "post"):
            answers = dict.fromkeys((200, 201), view.answered_class)
            described = extend_schema(
                methods=["POST"],
                parameters=[],
                request=view.written_class,
                responses={**answers, 400: _INVALID, **errors},
            )(described)
        return described


class Endpoints(EndpointEnumerator):
    """Finds sharekit's views at the addresses that the site gave them."""

    def should_include_endpoint(self, path: str, callback: Any) -> bool:
        """Return whether an address answers figures."""
        view: Any = getattr(callback, "cls", None)
        return isinstance(view, type) and issubclass(view, BaseView) and view is not SchemaView


class Generator(SchemaGenerator):
    """Describes sharekit's addresses only."""

    endpoint_inspector_cls = Endpoints


class SchemaView(BaseView, SpectacularAPIView):  # type: ignore[misc]  # Theirs are lists.
    """The OpenAPI description of this API."""

    generator_class = Generator
    custom_settings = SETTINGS
    serve_public = True
    urlconf = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer with the description."""
        # drf-spectacular patches its settings for the whole process.
        with _TURN:
            response: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
        return response
