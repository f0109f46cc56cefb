"""Serves the API's addresses below the prefix of sharekit.urls."""

from typing import Any, Final

from django.urls import path

from sharekit.api import views
from sharekit.api.addresses import ADDRESSES


def _describe(address: str) -> dict[str, Any]:
    # Imported only when asked for: it needs an extra that a site may lack.
    from sharekit.api.description import describe

    return describe(address)


_OPTIONS: Final[dict[str, dict[str, Any]]] = {"api-schema": {"describe": _describe}}

urlpatterns = [
    *(
        path(route, view.as_view(**_OPTIONS.get(name, {})), name=name)
        for name, (route, view) in ADDRESSES.items()
    ),
    path("<path:rest>/", views.Nothing.as_view()),
]
