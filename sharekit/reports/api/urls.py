"""The API's addresses, below the site's own for sharekit."""

from typing import Final

from django.urls import path

from sharekit.reports.api import views
from sharekit.reports.api.door import Door

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

urlpatterns = [
    *(path(route, view.as_view(), name=name) for name, (route, view) in ADDRESSES.items()),
    path("<path:rest>/", views.Nothing.as_view()),
]
