"""Notes on the chart: the API's only address that writes, for deploys and campaigns."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final

import msgspec
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import ISO_8601, serializers
from rest_framework.exceptions import NotFound, ParseError, ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from sharekit.api.parameters import TextField
from sharekit.api.permissions import MaySeeReport
from sharekit.api.serializers import AnswerSerializer, ArticleSerializer, DayField
from sharekit.api.views import ReportView
from sharekit.exceptions import Refused
from sharekit.models import MAY_WRITE_NOTES, NOTE_LENGTH, Article, Note
from sharekit.reports.figures.articles.lookup import find_article, find_site, list_sites
from sharekit.reports.figures.notes import check_day, list_notes
from sharekit.reports.period.days import Period, today

MOST_BYTES: Final = 8192
"""The most bytes of a note's body."""


class NoteParser(JSONParser):
    """Parses JSON that is short, flat enough, and without lone surrogates."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """Return the body's value, or raise the API's exception with a sentence."""
        body = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise ParseError(
                gettext("The body is longer than %(count)d bytes.") % {"count": MOST_BYTES}
            )
        try:
            return msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ParseError(
                gettext("The body is not valid JSON: %(error)s") % {"error": error}
            ) from None


class MayWriteNotes(BasePermission):
    """Admits users to POST who may add notes; others may read."""

    message = _("You must have the permission “Can add note”.")

    def has_permission(self, request: Request, view: Any) -> bool:
        """Return whether the user may do what the request does."""
        return request.method != "POST" or request.user.has_perm(MAY_WRITE_NOTES)


class NoteSerializer(serializers.Serializer[Any]):
    """A note; without `id` it is the beginning of a campaign. Without a site it concerns all."""

    id = serializers.IntegerField(allow_null=True)
    day = DayField()
    hour = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()
    article = ArticleSerializer(allow_null=True)
    site = serializers.CharField()


class NotesAnswerSerializer(AnswerSerializer):
    """The notes of a period, for all articles or for `article`."""

    article = ArticleSerializer(allow_null=True)
    notes = NoteSerializer(many=True)


class NewNoteSerializer(serializers.Serializer[Any]):
    """A new note, by default on today."""

    text = serializers.CharField(
        max_length=NOTE_LENGTH, validators=Note._meta.get_field("text").validators[:1]
    )
    day = serializers.DateField(required=False, input_formats=[ISO_8601])
    hour = serializers.IntegerField(
        required=False,
        allow_null=True,
        validators=[MinValueValidator(0), MaxValueValidator(23)],
        help_text=_("From 0 to 23, if it concerns only one hour."),
    )
    article = TextField(help_text=_("The id or address of one article."))
    site = serializers.CharField(
        required=False, allow_blank=True, help_text=_("The host of one site.")
    )

    def to_internal_value(self, data: Any) -> Any:
        """Return the valid values by name; refuse unknown names."""
        if isinstance(data, dict) and (unknown := sorted(data.keys() - self.fields.keys())):
            known = ", ".join(self.fields)
            sentence = gettext("Unknown field. Choose from %(known)s.") % {"known": known}
            raise ValidationError({name: [sentence] for name in unknown})
        return super().to_internal_value(data)

    def validate_day(self, day: date) -> date:
        """Return the day, if it is not far from today."""
        try:
            return check_day(day)
        except Refused as refused:
            raise ValidationError(refused.sentence) from None

    def validate_article(self, about: str) -> Article:
        """Return the article, or raise the API's exception that means the same."""
        try:
            return find_article(about)
        except Refused as refused:
            raised = NotFound if refused.status == 404 else ValidationError
            raise raised(refused.sentence) from None

    def validate_site(self, host: str) -> str:
        """Return a known site."""
        site, known = find_site(host), list_sites()
        if site and site not in known:
            sentence = gettext("Unknown site. Choose from %(known)s.")
            raise ValidationError(sentence % {"known": ", ".join(known)})
        return site


class NotesView(ReportView):
    """The notes of a period and the days on which campaigns began. POST adds a note."""

    serializer_class = NotesAnswerSerializer
    written_class: ClassVar = NewNoteSerializer
    answered_class: ClassVar = NoteSerializer
    permission_classes = (MaySeeReport, MayWriteNotes)
    parser_classes = (NoteParser,)

    def get_figures(self, period: Period, article: Article | None) -> dict[str, Any]:
        """Return the notes."""
        return {"notes": list_notes(period, article=article)}

    def post(self, request: Request) -> Response:
        """Add a note and answer 201; answer 200 if the same note is already there."""
        given = NewNoteSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = {"day": today(), "hour": None, "article": None, "site": ""} | given.validated_data
        if article := values["article"]:
            values["site"] = article.site
        # A deploy that is repeated is noted once.
        note, is_new = Note.objects.get_or_create(**values)
        return Response(NoteSerializer(note).data, status=201 if is_new else 200)
