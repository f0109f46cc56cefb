"""A site that lets everybody in, writes HTML and other dates, and knows no anonymous user."""

from tests.settings import *  # noqa: F403
from tests.settings import SQLITE

DATABASES = {"default": SQLITE}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": [
        "rest_framework.renderers.BrowsableAPIRenderer",
        "rest_framework.renderers.TemplateHTMLRenderer",
    ],
    "DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.AcceptHeaderVersioning",
    "ALLOWED_VERSIONS": ["7.0"],
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": "days",
    "FORMAT_SUFFIX_KWARG": "pk",
    "PAGE_SIZE": 2,
    "SEARCH_PARAM": "days",
    "ORDERING_PARAM": "limit",
    "NON_FIELD_ERRORS_KEY": "errors",
    "DATE_FORMAT": "%d/%m/%Y",
    "DATE_INPUT_FORMATS": ["%d/%m/%Y"],
    "DATETIME_FORMAT": None,
    "COMPACT_JSON": False,
    "UNICODE_JSON": False,
}
