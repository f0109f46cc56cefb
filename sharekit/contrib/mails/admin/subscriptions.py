"""Who has subscribed: the proof of each declaration, *Stop* and *Erase*."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import router, transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import localize
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.keeping import MailKeeper
from sharekit.contrib.mails.models import Subscription
from sharekit.contrib.mails.subscribing.stop import stop_one
from sharekit.contrib.mails.subscribing.suppression import find_cause
from sharekit.formats import get_local

SEE_ADDRESSES: Final = "sharekit_mails.see_addresses"
_PROOF: Final = ("topic_title", "state", "ground", "wording", "source", "language")
_TIMES: Final = ("asked_at", "confirmed_at", "stopped_at", "how", "before")


class TopicFilter(admin.SimpleListFilter):
    """Shows the subscriptions to one topic, by its title."""

    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the topics of the settings."""
        return [(name, str(title)) for name, title in options.topics.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the subscriptions to the chosen topic, or all."""
        return queryset.filter(topic=self.value()) if self.value() else queryset


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """Subscriptions, which only readers and the site's code write."""

    list_filter = (TopicFilter, "state", "ground")
    ordering = ("-pk",)
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_form_template = "admin/sharekit_mails/subscription/change_form.html"

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css", "sharekit_mails/admin.css")}

    def lookup_allowed(self, lookup: str, value: object, request: object = None) -> bool:
        """Return whether the lookup belongs to a filter: others would reveal addresses."""
        return lookup in {"topic", "state__exact", "ground__exact"}

    def get_list_display(self, request: HttpRequest) -> Any:
        """Return the columns; addresses are for fewer people."""
        own = ("address",) if self.may_see(request) else ()
        return ("number", *own, "topic_title", "state", "ground", "asked_at")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what a row shows: the whole proof."""
        own = ("address", "user") if self.may_see(request) else ()
        return (*own, *_PROOF, *_TIMES)

    def get_search_fields(self, request: HttpRequest) -> Any:
        """Return where to search: only those who see addresses find a person."""
        return ("address",) if self.may_see(request) else ()

    def may_see(self, request: HttpRequest) -> bool:
        """Return whether the user may see addresses."""
        return request.user.has_perm(SEE_ADDRESSES)

    def may_stop(self, request: HttpRequest) -> bool:
        """Return whether the user may stop a subscription."""
        return request.user.has_perm("sharekit_mails.change_subscription")

    def may_erase(self, request: HttpRequest) -> bool:
        """Return whether the user may delete a subscription and its proof."""
        return request.user.has_perm("sharekit_mails.delete_subscription")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may see, stop or erase subscriptions."""
        may_view = request.user.has_perm("sharekit_mails.view_subscription")
        return may_view or self.may_stop(request) or self.may_erase(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the user sees the list."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: without a declaration of the person there is no proof."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: a proof that staff can change proves nothing."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: *Erase* keeps a hash, so that later orders do not subscribe the person."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses, with those of *Stop* and *Erase*."""
        stop, erase = map(self.admin_site.admin_view, (self.stop_view, self.erase_view))
        return [
            path("<int:pk>/stop/", stop, name="sharekit_mails_subscription_stop"),
            path("<int:pk>/erase/", erase, name="sharekit_mails_subscription_erase"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list under its name."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def stop_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Stop a subscription, for a person who asked staff."""
        row = self._find(request, pk, is_allowed=self.may_stop(request))
        if stop_one(row, how="staff"):
            self.log_change(request, row, gettext("Stop"))
            self.message_user(request, gettext("The person gets no more of these mails."))
        else:
            self.message_user(request, gettext("It was stopped before."), messages.ERROR)
        return HttpResponseRedirect(self._reverse("change", pk))

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete all that mails keep about a person, with the proof."""
        row = self._find(request, pk, is_allowed=self.may_erase(request))
        with transaction.atomic(using=router.db_for_write(Subscription)):
            self.log_deletions(request, Subscription.objects.filter(pk=pk))
            MailKeeper().forget_person(row.address)
        self.message_user(
            request, gettext("All mails and subscriptions of this person were erased.")
        )
        return HttpResponseRedirect(self._reverse("changelist"))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the proof, and the buttons."""
        row: Subscription = context["original"]
        can_stop = row.state != Subscription.State.STOPPED and self.may_stop(request)
        context |= {
            "title": gettext("Subscription %(number)s") % {"number": row.pk},
            "subtitle": None,
            "suppressed": find_cause(row.address),
            "stop": self._reverse("stop", row.pk) if can_stop else "",
            "erase": self._reverse("erase", row.pk) if self.may_erase(request) else "",
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("subscription"), ordering="pk")
    def number(self, row: Subscription) -> str:
        """Return the number of a row, which is its name here."""
        return f"#{row.pk}"

    @admin.display(description=_("topic"), ordering="topic")
    def topic_title(self, row: Subscription) -> str:
        """Return what readers call the topic, with the site where there are several."""
        title = str(options.topics.get(row.topic, row.topic))
        return f"{title} ({row.site})" if row.site else title

    @admin.display(description=_("earlier declarations"))
    def before(self, row: Subscription) -> SafeString:
        """Return the proofs of declarations that were stopped before, one below the other."""
        return format_html_join(
            "", "<p>{}<br>{}</p>", ((each["wording"], _describe(each)) for each in row.earlier)
        )

    def _find(self, request: HttpRequest, pk: int, *, is_allowed: bool) -> Subscription:
        row: Subscription | None = self.get_object(request, str(pk))
        if row is None or request.method != "POST":
            raise Http404
        if not is_allowed:
            raise PermissionDenied
        return row

    def _reverse(self, name: str, *args: Any) -> str:
        site = self.admin_site.name
        return reverse(f"admin:sharekit_mails_subscription_{name}", args=args, current_app=site)


def _describe(earlier: dict[str, str]) -> str:
    """Return when and where a declaration was given, confirmed and stopped."""
    columns = {
        field.name: field.verbose_name
        for field in Subscription._meta.concrete_fields
        if earlier.get(field.name) and field.name != "wording"
    }
    return " · ".join(
        f"{column}: {_format(name, earlier[name])}" for name, column in columns.items()
    )


def _format(name: str, value: str) -> str:
    if not name.endswith("_at"):
        return value
    return localize(get_local(datetime.fromisoformat(value)))
