"""A site that refuses everyone: its own classes fail when they are used."""

from typing import Any

from tests.settings import *  # noqa: F403
from tests.settings import SQLITE


class Nobody:
    """May be named anywhere in REST_FRAMEWORK, and fails when it is made or called."""

    def __new__(cls, *args: Any, **kwargs: Any) -> "Nobody":
        raise AssertionError("A setting of the site's own is used.")


_NOBODY = f"{__name__}.Nobody"
_LISTS = ("AUTHENTICATION", "PARSER", "PERMISSION", "RENDERER", "THROTTLE")
_ONES = ("CONTENT_NEGOTIATION", "METADATA", "PAGINATION", "VERSIONING")

DATABASES = {"default": SQLITE}
REST_FRAMEWORK = {
    **{f"DEFAULT_{name}_CLASSES": [_NOBODY] for name in _LISTS},
    **{f"DEFAULT_{name}_CLASS": _NOBODY for name in _ONES},
    "EXCEPTION_HANDLER": _NOBODY,
}
SPECTACULAR_SETTINGS = {
    "POSTPROCESSING_HOOKS": [_NOBODY],
    "PREPROCESSING_HOOKS": [_NOBODY],
    "TITLE": "Another",
}
