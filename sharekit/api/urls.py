"""The API's addresses, below the prefix of sharekit.urls."""

from importlib.util import find_spec

from django.urls import path

from sharekit.api import views
from sharekit.api.notes import NotesView
from sharekit.api.tips import PromisingView, RisingView

urlpatterns = [
    path("articles/", views.ArticlesView.as_view(), name="api-articles"),
    path("articles/<pk>/", views.ArticleView.as_view(), name="api-article"),
    path("articles/<pk>/chain/", views.ChainView.as_view(), name="api-chain"),
    path("groups/", views.GroupsView.as_view(), name="api-groups"),
    path("notes/", NotesView.as_view(), name="api-notes"),
    path("promising/", PromisingView.as_view(), name="api-promising"),
    path("rising/", RisingView.as_view(), name="api-rising"),
    path("series/", views.SeriesView.as_view(), name="api-series"),
    path("sources/", views.SourcesView.as_view(), name="api-sources"),
    path("summary/", views.SummaryView.as_view(), name="api-summary"),
]
# drf-spectacular is an extra.
if find_spec("drf_spectacular"):
    from sharekit.api.schema import SchemaView

    urlpatterns.append(path("schema/", SchemaView.as_view(), name="api-schema"))
