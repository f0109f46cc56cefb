"""Pages of ranked articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, Final

import msgspec
from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from sharekit.api.serializers import AnswerSerializer
from sharekit.models import Article
from sharekit.reports.figures.articles.ranking import MOST_SHARED, rank_articles
from sharekit.reports.figures.articles.sums import ArticleCounts, count_articles

Place = dict[str, int | str]
"""The place of an article in an order: its values, by the names that order."""
_TEXTS: Final = {"title", "url"}


class ArticlePagination(CursorPagination):
    """REST framework's cursor, whose position is the whole place of an article.

    An article whose figures stay the same is on exactly one page, whatever is counted in between.
    REST framework's own position is the value of one column and an offset among equal values, so an
    article that leaves them shifts the others; and the database would have to sort all sums, which
    takes ten times as long.
    """

    def paginate_queryset(  # type: ignore[override]  # Other querysets have no figures.
        self, queryset: QuerySet[Article], request: Request, view: Any = None
    ) -> list[ArticleCounts]:
        """Return the figures of a page's articles, over the period and in the order of the view."""
        self.head, self.base_url = view.get_head(), request.build_absolute_uri()
        period, size = view.parameters["period"], view.parameters["limit"]
        chosen = view.parameters.get("ordering")
        self.by = [*([chosen] if chosen else MOST_SHARED), "pk"]
        cursor: Any = self.decode_cursor(request) or Cursor(0, reverse=False, position=None)
        by, place = self.by, self._parse_place(cursor.position)
        if cursor.reverse:
            by, place = _reverse(by), dict(zip(_reverse(place), place.values(), strict=True))
        ranked = rank_articles(queryset, period, by=by, after=list(place.values()))
        rows = list(islice((row for row in ranked if _follows(row, place)), size + 1))
        is_cut = len(rows) > size
        self.rows = rows[:size]
        self.has_next, self.has_previous = is_cut, bool(place)
        if cursor.reverse:
            self.rows.reverse()
            self.has_next, self.has_previous = bool(place), is_cut
        pks = [row["pk"] for row in self.rows]
        counts = count_articles(Article.objects.filter(pk__in=pks), period.of_any)
        return [counts[pk] for pk in pks if pk in counts]

    def get_next_link(self) -> str | None:
        """Return the address of the following page, None on the last one."""
        return self._point(self.rows[-1], reverse=False) if self.has_next and self.rows else None

    def get_previous_link(self) -> str | None:
        """Return the address of the page before, None on the first one."""
        return self._point(self.rows[0], reverse=True) if self.has_previous and self.rows else None

    def get_paginated_response(self, data: Any) -> Response:
        """Return the page, which begins with time and period as every answer does."""
        response = super().get_paginated_response(data)
        response.data = {**AnswerSerializer(self.head).data, **response.data}
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the description of a page."""
        described = super().get_paginated_response_schema(schema)
        day = {"type": "string", "format": "date", "nullable": True}
        head = {
            "counted_up_to": {"type": "string", "format": "date-time"},
            "since": day,
            "until": day,
        }
        described["properties"] = {**head, **described["properties"]}
        return {**described, "required": list(described["properties"])}

    def _point(self, row: Mapping[str, Any], *, reverse: bool) -> str:
        place = {name: row[name.removeprefix("-")] for name in self.by}
        position: Any = msgspec.json.encode(place).decode()
        return self.encode_cursor(Cursor(offset=0, reverse=reverse, position=position))

    def _parse_place(self, position: str | None) -> Place:
        """Return the place in a cursor, empty without one; raise `NotFound` if it is not valid."""
        if position is None:
            return {}
        try:
            place = msgspec.json.decode(position, type=Place)
        except msgspec.DecodeError:
            place = {}
        kinds = [(name, str if name.removeprefix("-") in _TEXTS else int) for name in self.by]
        if [(name, type(value)) for name, value in place.items()] != kinds:
            raise NotFound(self.invalid_cursor_message)
        return place


def _reverse(names: Iterable[str]) -> list[str]:
    """Return the names that order in the other direction."""
    return [name[1:] if name.startswith("-") else f"-{name}" for name in names]


def _follows(row: Mapping[str, Any], place: Place) -> bool:
    """Return whether an article comes after a place; every article comes after an empty one."""
    for name, value in place.items():
        own = row[name.removeprefix("-")]
        if own != value:
            return bool(own < value) if name.startswith("-") else bool(own > value)
    return not place
