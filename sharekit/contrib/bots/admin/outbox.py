"""The outbox: what was refused, came too late or is unknown, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.admin.permission import may_see, may_view
from sharekit.contrib.bots.admin.reasons import explain
from sharekit.contrib.bots.models import Outgoing

TROUBLE: Final = "trouble"
State = Outgoing.State
_TROUBLED: Final = (State.FAILED, State.LATE, State.UNKNOWN)
_EXCERPT: Final = 60


class StateFilter(admin.SimpleListFilter):
    """Shows what did not arrive for sure, unless other answers are asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the states, trouble first."""
        states = [(each.value, each.label) for each in State]
        return [(TROUBLE, _("Did not arrive, or perhaps not")), ("all", _("All")), *states]

    def value(self) -> str:
        """Return the chosen state."""
        return str(super().value() or TROUBLE)

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Yield the states, without the choice of no state."""
        choices = super().choices(changelist)
        next(choices)
        yield from choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the answers in the chosen state."""
        if self.value() == "all":
            return queryset
        states = _TROUBLED if self.value() == TROUBLE else (self.value(),)
        return queryset.filter(state__in=states)


@admin.register(Outgoing)
class OutboxAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """Answers with their states. What they say is for those who may see customers."""

    actions = None
    list_display_links = None
    list_filter = (StateFilter,)
    list_select_related = ("conversation__contact", "conversation__bot")
    ordering = ("-pk",)
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css", "sharekit_bots/admin.css")}

    def lookup_allowed(self, lookup: str, value: object, request: object = None) -> bool:
        """Return whether the lookup belongs to the filter: others would reveal addresses."""
        return lookup == "state"

    def get_list_display(self, request: HttpRequest) -> Any:
        """Return the columns; those of customers are for fewer people."""
        own = ("talk", "words") if may_see(request) else ()
        return ("number", *own, "bot", "account", "by", "state", "why", "code", "made_at")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user writes bots or answers customers."""
        return may_view(request) or may_see(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the user sees the list."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: answers are written in conversations."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: only the sender changes a row."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: what a deleted row has sent could be sent twice."""
        return False

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **named: Any) -> Any:
        """Show no single row: the conversation has its text."""
        raise Http404

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list under its name."""
        title = {"title": gettext("Outbox")}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    @admin.display(description=_("answer"), ordering="pk")
    def number(self, answer: Outgoing) -> str:
        """Return the number of an answer, which is its name here."""
        return f"#{answer.pk}"

    @admin.display(description=_("conversation"))
    def talk(self, answer: Outgoing) -> str:
        """Return a link to the conversation, where a person can answer."""
        pk, site = answer.conversation_id, self.admin_site.name
        path = reverse("admin:sharekit_bots_conversation_change", args=[pk], current_app=site)
        return format_html('<a href="{}">#{}</a>', path, pk)

    @admin.display(description=_("message"))
    def words(self, answer: Outgoing) -> str:
        """Return the beginning of its text."""
        return Truncator(answer.message.get("text", "-")).chars(_EXCERPT)

    @admin.display(description=_("bot"))
    def bot(self, answer: Outgoing) -> str:
        """Return the bot of the conversation."""
        return answer.conversation.bot.name

    @admin.display(description=_("account"))
    def account(self, answer: Outgoing) -> str:
        """Return the account that sends it."""
        return answer.conversation.contact.account

    @admin.display(description=_("reason"))
    def why(self, answer: Outgoing) -> str:
        """Return why it was not sent."""
        return explain(answer.reason)
