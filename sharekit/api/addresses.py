"""The API's addresses by name; `urls` serves them, `description` describes them."""

from typing import Final

from sharekit.api import views
from sharekit.api.door import Door

ADDRESSES: Final[dict[str, tuple[str, type[Door]]]] = {
    "api-articles": ("articles/", views.Articles),
    "api-article": ("articles/<str:article>/", views.OneArticle),
    "api-chain": ("articles/<str:article>/chain/", views.Chain),
    "api-series": ("series/", views.Series),
    "api-sources": ("sources/", views.Sources),
    "api-summary": ("summary/", views.Summary),
    "api-schema": ("schema/", views.Description),
}
"""Route and view by the name for `reverse`."""
