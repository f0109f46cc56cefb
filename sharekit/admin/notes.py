"""Notes on the chart: editors write them in the admin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.admin.campaign_links.form import ArticleInput
from sharekit.exceptions import Refused
from sharekit.keys import ADDRESS_LENGTH
from sharekit.models import MAY_SEE, MAY_WRITE_NOTES, Article, Note
from sharekit.reports.figures.articles.lookup import find_article, list_sites
from sharekit.reports.figures.notes import check_day
from sharekit.reports.period.days import today


class NoteForm(forms.ModelForm):  # type: ignore[type-arg] # not subscriptable when it runs
    """The form for a note."""

    article = forms.CharField(
        label=_("Article"),
        required=False,
        max_length=ADDRESS_LENGTH,
        widget=ArticleInput(attrs={"list": "sharekit-articles"}),
        help_text=_("Its address, if the note concerns only one article."),
    )
    site = forms.ChoiceField(label=_("Site"), required=False)

    class Meta:
        model = Note
        fields = ("day", "hour", "text", "article", "site")
        help_texts: Final = {
            "hour": _("From 0 to 23, if it concerns only one hour."),
            "text": _(
                "Everybody who sees figures reads the note, also in a shared report without an "
                "account, with the title of its article."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note: Note = self.instance
        if note.article:
            self.initial["article"] = note.article.url
        sites = sorted({*list_sites(), *filter(None, [note.site])})
        self.fields["site"] = forms.ChoiceField(
            label=_("Site"),
            required=False,
            choices=[("", gettext("All sites")), *((site, site) for site in sites)],
        )

    def clean_day(self) -> date:
        """Return the day, if it is that of an old note or not far from today."""
        day: date = self.cleaned_data["day"]
        try:
            return check_day(day) if "day" in self.changed_data else day
        except Refused as refused:
            raise ValidationError(refused.sentence) from None

    def clean_article(self) -> Article | None:
        """Return the article with that address."""
        about = self.cleaned_data["article"]
        try:
            return find_article(about) if about else None
        except Refused as refused:
            raise ValidationError(refused.sentence) from None

    def clean(self) -> dict[str, Any]:
        """Return the values; a note on an article belongs to the article's site."""
        cleaned = super().clean() or self.cleaned_data
        if article := cleaned.get("article"):
            cleaned["site"] = article.site
        return cleaned


@admin.register(Note)
class NoteAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The notes; who wrote them is in the history of the admin."""

    form = NoteForm
    list_display = ("text", "day", "hour", "article", "site")
    list_select_related = ("article",)
    ordering = ("-day", "-hour", "-pk")
    search_fields = ("text",)
    lookups: Sequence[str] = ()

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css",)}

    def lookup_allowed(self, lookup: str, value: object, request: object = None) -> bool:
        """Return False: the list has no filters, and figures hang on the article."""
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the initial data from the address, and today."""
        return {"day": today(), **super().get_changeform_initial_data(request)}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may see figures and write notes."""
        return may_write(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may see figures and change notes."""
        return request.user.has_perm(MAY_SEE) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may see figures and delete notes."""
        return request.user.has_perm(MAY_SEE) and super().has_delete_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may see figures."""
        return request.user.has_perm(MAY_SEE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the menu has an entry: others find notes below the charts."""
        return may_write(request)


def may_write(request: HttpRequest) -> bool:
    """Return whether the user may see figures and write notes."""
    return request.user.has_perms((MAY_SEE, MAY_WRITE_NOTES))
