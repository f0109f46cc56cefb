"""The API as OpenAPI 3.1, by drf-spectacular: the extra `api-docs`.

Schemas are generated from the structs that are sent, so they always agree. The site's own
SPECTACULAR_SETTINGS and description are left alone. On the command line: `manage.py spectacular
--generator-class sharekit.api.description.Generator`, if drf_spectacular is an installed
app.
"""

from __future__ import annotations

import inspect
import threading
from functools import lru_cache
from typing import Any, Final, cast

import msgspec
from django.apps import apps
from django.urls import path, reverse
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.settings import SPECTACULAR_DEFAULTS, patched_settings
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework.authentication import TokenAuthentication

import sharekit
from sharekit.api.addresses import ADDRESSES
from sharekit.api.answers import Refusal
from sharekit.api.door import TIME_HEADER, Door
from sharekit.api.examples import EXAMPLES
from sharekit.figures import FIGURES

_SETTINGS: Final = {
    # Defaults first, so that nothing of the site's own description applies.
    **{
        name: value
        for name, value in SPECTACULAR_DEFAULTS.items()
        if not name.startswith("SERVE_") and name != "DEFAULT_GENERATOR_CLASS"
    },
    "OAS_VERSION": "3.1.0",
    "TITLE": "sharekit",
    "DESCRIPTION": "How articles are shared, and which visits that brings. Read-only, for staff.",
    "VERSION": sharekit.__version__,
    "POSTPROCESSING_HOOKS": [],
}
_TURN: Final = threading.Lock()

_TAG: Final = OpenApiParameter(
    "If-None-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag of an answer that you already have.",
)
_HEADERS: Final = (
    OpenApiParameter(
        "ETag",
        str,
        OpenApiParameter.HEADER,
        description="Identifies the answer without its `counted_up_to`.",
        response=[200, 304],
    ),
    OpenApiParameter(
        TIME_HEADER,
        {"type": "string", "format": "date-time"},
        OpenApiParameter.HEADER,
        description="The current `counted_up_to`.",
        response=[200, 304],
    ),
)
_ID: Final = OpenApiParameter(
    "article",
    {"type": "integer", "minimum": 1},
    OpenApiParameter.PATH,
    required=True,
    description="The id of an article.",
)
_REFUSALS: Final = {
    400: (
        "A parameter is unknown, or its value is not valid.",
        "“yesterday” is not a valid day. Write it as YYYY-MM-DD.",
    ),
    401: ("No user is logged in, or the token is not valid.", "Invalid token."),
    403: (
        "No user is logged in, or the user may not see figures.",
        "You must be a staff user with the permission “Can view report”.",
    ),
    404: ("The article does not exist.", "There is no article “/swift/”."),
}


class Generator(SchemaGenerator):
    """Describes sharekit's addresses only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Use copies of the views, so that the site's own description leaves them out."""
        root = reverse("sharekit:api-articles").removeprefix("/").removesuffix("articles/")
        kwargs["patterns"] = [
            path(root + route, _copy(view).as_view()) for route, view in ADDRESSES.values()
        ]
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]

    def get_schema(self, request: Any = None, public: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - theirs
        """Return the description under sharekit's settings, in English."""
        # The settings are patched for the whole process.
        with _TURN, patched_settings(_SETTINGS), translation.override("en"):
            described: dict[str, Any] = super().get_schema(request, public)  # type: ignore[no-untyped-call]
        return described


class Described(AutoSchema):
    """Describes a view by its own attributes."""

    @property
    def _door(self) -> Door:
        return cast("Door", self.view)

    def get_operation_id(self) -> str:
        """Return the address's name."""
        return next(
            name.removeprefix("api-")
            for name, (_, view) in ADDRESSES.items()
            if isinstance(self._door, view)
        )

    def get_tags(self) -> list[str]:
        """Return no tags, because there are few addresses."""
        return []

    def get_description(self) -> str:  # type: ignore[override]
        """Return the view's docstring."""
        return inspect.getdoc(type(self._door)) or ""

    def get_override_parameters(self) -> list[Any]:
        """Return the parameters of path and query, and the headers."""
        found = [
            OpenApiParameter(
                each.name,
                each.schema,
                description=each.meaning,
                examples=[OpenApiExample("example", each.example)] if each.example else [],
            )
            for each in self._door.takes
        ]
        if "{article}" in self.path:
            found.append(_ID)
        if self._door.answers:
            found += [_TAG, *_HEADERS]
        return found

    def get_response_serializers(self) -> Any:
        """Return every answer by its status."""
        answers = self._door.answers
        if answers is None:
            return {200: OpenApiResponse({"type": "object"}, "OpenAPI 3.1."), **self._refuse()}
        example = OpenApiExample("example", msgspec.to_builtins(EXAMPLES[answers]))
        return {
            200: OpenApiResponse(self._refer(answers), inspect.getdoc(answers) or "", [example]),
            304: OpenApiResponse(None, "The answer differs from yours only in `counted_up_to`."),
            **self._refuse(),
        }

    def _refuse(self) -> dict[int, OpenApiResponse]:
        schema = self._refer(Refusal)
        may = {400, 403}
        if any(isinstance(each, TokenAuthentication) for each in self._door.get_authenticators()):
            may.add(401)
        if "{article}" in self.path or "article" in {each.name for each in self._door.takes}:
            may.add(404)
        return {
            status: OpenApiResponse(schema, what, [OpenApiExample("example", {"error": sentence})])
            for status, (what, sentence) in _REFUSALS.items()
            if status in may
        }

    def _refer(self, struct: type[msgspec.Struct]) -> dict[str, Any]:
        """Return a reference to a struct's schema, and register all schemas that it needs."""
        (reference,), components = msgspec.json.schema_components(
            [struct], ref_template="#/components/schemas/{name}"
        )
        for name, schema in components.items():
            for key, field in schema.get("properties", {}).items():
                if figure := FIGURES.get(key):
                    field.setdefault("description", str(figure.meaning))
            self.registry.register_on_missing(
                ResolvedComponent(name, ResolvedComponent.SCHEMA, schema, object=name)
            )
        return reference


def _copy(view: type[Door]) -> type[Door]:
    """Return a view that can be described."""
    return type(view.__name__, (view,), {"schema": Described()})


def describe(address: str) -> dict[str, Any]:
    """Return the description; `address` is its own address, which determines the prefix."""
    return _describe(address, apps.is_installed("rest_framework.authtoken"))


@lru_cache(maxsize=8)
def _describe(*_site: object) -> dict[str, Any]:
    """Return the description, cached by what it depends on."""
    described: dict[str, Any] = Generator().get_schema(public=True)
    return described
