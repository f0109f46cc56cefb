"""Addresses that get no mail any more: found by their address, added and lifted by staff."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.mails.models import Suppression
from sharekit.contrib.mails.subscribing.suppression import list_keys
from sharekit.contrib.people import get_person_key


class SuppressionForm(forms.ModelForm):  # type: ignore[type-arg] # as the admin
    """Stops marketing for an address; only its hash is stored."""

    address = forms.EmailField(
        label=_("Address"),
        help_text=_("No marketing is sent to it any more. Only a hash is stored."),
    )

    class Meta:
        model = Suppression
        fields = ()

    def clean_address(self) -> str:
        """Return the keyed hash of the address; raise ValidationError for a known or wrong one."""
        if not (key := get_person_key(self.cleaned_data["address"])):
            raise ValidationError(_("The address is not valid."))
        if Suppression.objects.filter(address_hash=key).exists():
            raise ValidationError(_("This address gets no marketing already."))
        return key

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 # as Django calls it
        """Store the hash."""
        self.instance.address_hash = self.cleaned_data["address"]
        self.instance.cause = Suppression.Cause.STAFF
        self.instance.at = timezone.now()
        return super().save(commit=commit)


@admin.register(Suppression)
class SuppressionAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """Suppressed addresses, which are only known by their hashes; to delete one lifts it."""

    form = SuppressionForm
    list_display = ("number", "cause", "at")
    list_filter = ("cause",)
    ordering = ("-at", "-pk")
    search_fields = ("address_hash",)
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css", "sharekit_mails/admin.css")}

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: a cause is what happened."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list under its name."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the address for a new row, else what is known."""
        return ("cause", "at") if obj else ("address",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find an address by its hash."""
        if not search_term:
            return queryset, False
        return queryset.filter(address_hash__in=list_keys(search_term)), False

    @admin.display(description=_("address"), ordering="pk")
    def number(self, row: Suppression) -> str:
        """Return the number of a row, which is its name here."""
        return gettext("#%(number)s (a hash)") % {"number": row.pk}
