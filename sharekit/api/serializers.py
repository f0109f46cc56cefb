"""The answers of each address. Never rename a field after its release; add a new one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import Any, ClassVar

from rest_framework import ISO_8601, serializers

from sharekit.figures import FIGURES, OF_ARTICLES, OF_CHANNELS, STORED
from sharekit.reports.figures.groups.sums import GroupCounts
from sharekit.reports.figures.ratios import Ratios
from sharekit.reports.figures.summary import ChannelCounts


class DayField(serializers.DateField):
    """A day as YYYY-MM-DD, whatever the site's DATE_FORMAT is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format=ISO_8601, **options)


class FiguresSerializer(serializers.Serializer[Any]):
    """Figures by their names in the catalogue, each described by its meaning.

    `counts_of` is the attribute that holds the counts by name, "" if the figures are attributes.
    """

    counts_of: ClassVar[str] = ""
    count_names: ClassVar[Iterable[str]] = ()
    ratio_names: ClassVar[Iterable[str]] = ()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the declared fields, then one of each figure."""
        fields = super().get_fields()
        for name in self.count_names:
            source = f"{self.counts_of}.{name}" if self.counts_of else None
            fields[name] = serializers.IntegerField(source=source, help_text=FIGURES[name].meaning)
        for name in self.ratio_names:
            fields[name] = serializers.FloatField(allow_null=True, help_text=FIGURES[name].meaning)
        return fields


class ArticleSerializer(FiguresSerializer):
    """An article by its id, address and title."""

    id = serializers.IntegerField()
    url = serializers.CharField()
    title = serializers.CharField()


class ChannelFiguresSerializer(FiguresSerializer):
    """One channel's figures."""

    count_names = OF_CHANNELS


class ArticleFiguresSerializer(ArticleSerializer):
    """One article's figures, and its channels' figures by slug."""

    counts_of = "counts"
    count_names = OF_ARTICLES
    channels = serializers.DictField(child=ChannelFiguresSerializer())


class CountsSerializer(FiguresSerializer):
    """The counts of a period."""

    count_names = STORED


class RatiosSerializer(FiguresSerializer):
    """The ratios of a period, null if too few tracked shares, or visits, support them."""

    ratio_names = Ratios.__struct_fields__


class ChannelCountsSerializer(FiguresSerializer):
    """One channel's counts."""

    counts_of = "counts"
    count_names = ChannelCounts.COUNTS
    ratio_names = ("visits_per_share",)
    channel = serializers.CharField()
    is_private = serializers.BooleanField()


class GroupSerializer(FiguresSerializer):
    """A section, an author or a tag, and the figures of its articles that have any count."""

    counts_of = "counts"
    count_names = GroupCounts.COUNTS
    ratio_names = ("visits_per_share",)
    kind = serializers.CharField()
    name = serializers.CharField()
    articles = serializers.IntegerField()


class SummarySerializer(FiguresSerializer):
    """A period in a few figures. The channels that brought the most visits come first."""

    ratio_names = ("private_share", "private_share_of_buttons")
    counts = CountsSerializer()
    ratios = RatiosSerializer()
    channels = ChannelCountsSerializer(many=True)


class BlockSerializer(serializers.Serializer[Any]):
    """A part of a page, by its id there, and the copied passages that began in it."""

    block = serializers.CharField()
    copies = serializers.IntegerField()


class GenerationSerializer(serializers.Serializer[Any]):
    """The links at that many steps from their root, and the visits they brought."""

    generation = serializers.IntegerField()
    links = serializers.IntegerField()
    clickbacks = serializers.IntegerField()


class NodeSerializer(serializers.Serializer[Any]):
    """A link in a chain; `parent` is the index of the link above it in the list."""

    channel = serializers.CharField()
    generation = serializers.IntegerField()
    clickbacks = serializers.IntegerField()
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]  # A field has one, too.


class ChainsSerializer(serializers.Serializer[Any]):
    """The chains of one article: all by generation, and the longest one as a tree."""

    links = serializers.IntegerField()
    is_cut = serializers.BooleanField()
    chains = serializers.IntegerField()
    size = serializers.IntegerField()
    generations = GenerationSerializer(many=True)
    longest = NodeSerializer(many=True)


class CountsField(serializers.ListField):
    """The counts of some days."""

    child = serializers.IntegerField()


class SeriesSerializer(serializers.Serializer[Any]):
    """Counts day by day, for everything and by channel; each list is as long as `days`."""

    days = serializers.ListField(child=DayField())
    views = serializers.ListField(child=serializers.IntegerField())
    entries = serializers.ListField(child=serializers.IntegerField())
    channels = serializers.DictField(
        child=serializers.DictField(child=serializers.ListField(child=serializers.IntegerField()))
    )


class SourceSerializer(FiguresSerializer):
    """Page views and visits by source."""

    count_names = ("views", "entries")
    source = serializers.CharField()  # type: ignore[assignment]  # A field has one, too.


class SignSerializer(serializers.Serializer[Any]):
    """In how many hours, summed over articles, an app fetched a preview of a page."""

    app = serializers.CharField()
    signs = serializers.IntegerField()


class EstimateSerializer(FiguresSerializer):
    """How many of the `dark` visits were private sharing: `likely`, within `low` and `high`."""

    count_names = ("dark", "low", "likely", "high")


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
    summary = SummarySerializer()
    blocks = BlockSerializer(many=True)


class ChainAnswerSerializer(AnswerSerializer):
    """One article's share chains over the time that links are kept.

    If `chains` is null, `reason` says why: a single link could be traced to a reader.
    """

    article = ArticleSerializer()
    chains = ChainsSerializer(allow_null=True)
    reason = serializers.CharField(allow_null=True)


class GroupsAnswerSerializer(AnswerSerializer):
    """The site's own groups of articles. An article counts in each of its groups."""

    groups = GroupSerializer(many=True)


class SeriesAnswerSerializer(AnswerSerializer):
    """Counts day by day, for all articles or for `article`."""

    article = ArticleSerializer(allow_null=True)
    series = SeriesSerializer()


class SourcesAnswerSerializer(AnswerSerializer):
    """Where page views came from (measured and hinted), and previews of posted links (hinted).

    `estimate` is the number of dark entries that were private, and rests on `assumption`; both are
    null for one article, and if too little was measured: `reason` says what is missing.
    """

    article = ArticleSerializer(allow_null=True)
    sources = SourceSerializer(many=True)
    signs = SignSerializer(many=True)
    estimate = EstimateSerializer(allow_null=True)
    assumption = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_null=True)


class DaysSerializer(serializers.Serializer[Any]):
    """The days of one side of a comparison, both included."""

    since = DayField()
    until = DayField()


class ComparableSerializer(serializers.Serializer[Any]):
    """The same weekdays, some weeks apart; with `hours`, only so many first hours of a day each."""

    hours = serializers.IntegerField(allow_null=True)
    now = DaysSerializer()
    before = DaysSerializer()


class ComparisonSerializer(serializers.Serializer[Any]):
    """The part of the period that is over, and the same weekdays or hours before."""

    days = ComparableSerializer()
    now = SummarySerializer()
    before = SummarySerializer()


class SummaryAnswerSerializer(AnswerSerializer):
    """The summary of all articles or of `article`, and a comparison with the time before.

    `comparison` is null if a side of the period is open, if none of its days and hours is over, or
    if counting began later.
    """

    article = ArticleSerializer(allow_null=True)
    summary = SummarySerializer()
    comparison = ComparisonSerializer(allow_null=True)
