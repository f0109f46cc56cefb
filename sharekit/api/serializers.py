"""The answers of each address. Never rename a field after its release; add a new one."""

from __future__ import annotations

from datetime import UTC
from functools import cache
from typing import Any, Final

import msgspec
from msgspec import inspect
from rest_framework import ISO_8601, serializers

from sharekit.reports.figures.articles.sums import ArticleCounts
from sharekit.reports.figures.chains import Block, Chains
from sharekit.reports.figures.estimate import Estimate
from sharekit.reports.figures.series import Series
from sharekit.reports.figures.sources import Sign, Source
from sharekit.reports.figures.summary import Summary
from sharekit.reports.words.names import FIGURES, RATIOS


class DayField(serializers.DateField):
    """A day as YYYY-MM-DD, whatever the site's DATE_FORMAT is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format=ISO_8601, **options)


_FIELDS: Final[dict[type[inspect.Type], type[serializers.Field[Any, Any, Any, Any]]]] = {
    inspect.BoolType: serializers.BooleanField,
    inspect.DateType: DayField,
    inspect.FloatType: serializers.FloatField,
    inspect.IntType: serializers.IntegerField,
    inspect.StrType: serializers.CharField,
}


@cache
def build_serializer(struct: type[msgspec.Struct]) -> type[serializers.Serializer[Any]]:
    """Return a serializer with a field for each one of a struct of the reports.

    It is to structs what ModelSerializer is to models. Figures are described by their meanings.
    """
    described: Any = inspect.type_info(struct)
    fields = {}
    for each in described.fields:
        figure = FIGURES.get(each.name) or RATIOS.get(each.name)
        options = {"help_text": figure.meaning} if figure else {}
        fields[each.name] = _build_field(each.type, **options)
    name = f"{struct.__name__}Serializer"
    return type(name, (serializers.Serializer,), {"__doc__": struct.__doc__, **fields})


def _build_field(kind: inspect.Type, **options: Any) -> Any:
    """Return the field for a type in a struct."""
    if isinstance(kind, inspect.UnionType):
        (kind,) = (each for each in kind.types if not isinstance(each, inspect.NoneType))
        return _build_field(kind, allow_null=True, **options)
    if isinstance(kind, inspect.StructType):
        return build_serializer(kind.cls)(**options)
    if isinstance(kind, inspect.ListType):
        return serializers.ListField(child=_build_field(kind.item_type), **options)
    if isinstance(kind, inspect.DictType):
        return serializers.DictField(child=_build_field(kind.value_type), **options)
    return _FIELDS[type(kind)](**options)


ArticleCountsSerializer = build_serializer(ArticleCounts)


class ArticleSerializer(serializers.Serializer[Any]):
    """An article by its id, address and title."""

    id = serializers.IntegerField()
    url = serializers.CharField()
    title = serializers.CharField()


class AnswerSerializer(serializers.Serializer[Any]):
    """The time before which everything is counted, and the period, both days included.

    An open side of the period is null.
    """

    counted_up_to = serializers.DateTimeField(format=ISO_8601, default_timezone=UTC)
    since = DayField(allow_null=True)
    until = DayField(allow_null=True)


class ArticleAnswerSerializer(AnswerSerializer):
    """One article's summary, and its most copied blocks."""

    article = ArticleSerializer()
    summary = build_serializer(Summary)()
    blocks = build_serializer(Block)(many=True)


class ChainAnswerSerializer(AnswerSerializer):
    """One article's share chains over the time that links are kept.

    If `chains` is null, `reason` says why: a single link could be traced to a reader.
    """

    article = ArticleSerializer()
    chains = build_serializer(Chains)(allow_null=True)
    reason = serializers.CharField(allow_null=True)


class SeriesAnswerSerializer(AnswerSerializer):
    """Counts day by day, for all articles or for `article`."""

    article = ArticleSerializer(allow_null=True)
    series = build_serializer(Series)()


class SourcesAnswerSerializer(AnswerSerializer):
    """Where page views came from (measured and hinted), and previews of posted links (hinted).

    `estimate` is the number of dark entries that were private, and rests on `assumption`; both are
    null for one article, and if too little was measured.
    """

    article = ArticleSerializer(allow_null=True)
    sources = build_serializer(Source)(many=True)
    signs = build_serializer(Sign)(many=True)
    estimate = build_serializer(Estimate)(allow_null=True)
    assumption = serializers.CharField(allow_null=True)


class PreviousSerializer(serializers.Serializer[Any]):
    """The summary of the same number of days directly before the period."""

    since = DayField()
    until = DayField()
    summary = build_serializer(Summary)()


class SummaryAnswerSerializer(AnswerSerializer):
    """The summary of all articles or of `article`, and of the same number of days before.

    `previous` is null if a side of the period is open.
    """

    article = ArticleSerializer(allow_null=True)
    summary = build_serializer(Summary)()
    previous = PreviousSerializer(allow_null=True)
