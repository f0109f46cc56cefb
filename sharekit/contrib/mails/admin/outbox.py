"""The outbox: what became of each message, why, and *Send again*."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.outbox.again import send_again
from sharekit.contrib.mails.outbox.answers import NO_ANSWER
from sharekit.contrib.mails.outbox.states import INTERRUPTED
from sharekit.contrib.mails.subscribing.permission import REASONS

SEE_ADDRESSES: Final = "sharekit_mails.see_addresses"
AGAIN: Final = (Message.State.UNKNOWN, Message.State.FAILED)
EXPLAIN: Final = {
    NO_ANSWER: _("The mail server got the mail and did not answer: it may have arrived."),
    INTERRUPTED: _("The worker died while it sent the mail: it may have arrived."),
    "not-counted": _("The mail backend did not say whether it sent the mail."),
    "forgotten": _("The person asked to be forgotten."),
}
"""Reasons beside those for which a message is skipped."""


def explain(reason: str) -> str:
    """Return the sentence of a reason; what a mail server said stays as it is."""
    return str(EXPLAIN.get(reason) or REASONS.get(reason, reason))


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """Messages, which only sharekit writes."""

    actions = ("send_selected",)
    list_filter = ("state", "mail")
    list_select_related = ("mail",)
    ordering = ("-pk",)
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_form_template = "admin/sharekit_mails/message/change_form.html"

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css", "sharekit_mails/admin.css")}

    def lookup_allowed(self, lookup: str, value: object, request: object = None) -> bool:
        """Return whether the lookup belongs to a filter: others would reveal addresses."""
        return lookup in {"state__exact", "mail__id__exact"}

    def get_list_display(self, request: HttpRequest) -> Any:
        """Return the columns; addresses are for fewer people."""
        own = ("address",) if self.may_see(request) else ()
        return ("number", "mail", "state", "why", "due_at", *own)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what a row shows."""
        own = ("address", "facts") if self.may_see(request) else ()
        times = ("due_at", "expires_at", "claimed_at", "ended_at")
        return ("mail", "state", "why", "language", *times, "attempts", "name_of_mail", *own)

    def get_search_fields(self, request: HttpRequest) -> Any:
        """Return where to search: only those who see addresses find a person."""
        return ("address",) if self.may_see(request) else ()

    def may_see(self, request: HttpRequest) -> bool:
        """Return whether the user may see addresses."""
        return request.user.has_perm(SEE_ADDRESSES)

    def may_send(self, request: HttpRequest) -> bool:
        """Return whether the user may send a message again: those who write mails may."""
        return request.user.has_perm("sharekit_mails.change_mail")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the user sees the outbox."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may see or write mails."""
        return self.may_send(request) or request.user.has_perm("sharekit_mails.view_mail")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: moments make messages."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: only the outbox changes a row."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: what a deleted row has sent could be sent twice."""
        return False

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Return whether the user gets the action of the list."""
        return self.may_send(request)

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses, with that of *Send again*."""
        view = self.admin_site.admin_view(self.again_view)
        return [
            path("<int:pk>/again/", view, name="sharekit_mails_message_again"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list under its name."""
        title = {"title": gettext("Outbox")}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let a message wait for another attempt, and show it again."""
        message = self.get_object(request, str(pk))
        if message is None or request.method != "POST":
            raise Http404
        if not self.may_send(request):
            raise PermissionDenied
        if send_again(message):
            self.log_change(request, message, gettext("Send again"))
            self.message_user(request, gettext("The message waits to be sent again."))
        else:
            sentence = gettext("Only an unknown or refused message with an address is sent again.")
            self.message_user(request, sentence, messages.ERROR)
        return HttpResponseRedirect(self._reverse("change", pk))

    @admin.action(description=_("Send again what is unknown or refused"), permissions=["send"])
    def send_selected(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Let the selected messages wait for another attempt."""
        waiting = [message for message in queryset if send_again(message)]
        for message in waiting:
            self.log_change(request, message, gettext("Send again"))
        sentence = ngettext(
            "%(number)d message waits to be sent again.",
            "%(number)d messages wait to be sent again.",
            len(waiting),
        )
        self.message_user(request, sentence % {"number": len(waiting)})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the row, and the button."""
        message: Message = context["original"]
        can_send = message.state in AGAIN and bool(message.address) and self.may_send(request)
        context |= {
            "title": gettext("Message %(number)s") % {"number": message.pk},
            "subtitle": None,
            "again": self._reverse("again", message.pk) if can_send else "",
            "is_doubtful": message.state == Message.State.UNKNOWN,
            "is_service": message.mail.kind == Mail.Kind.SERVICE,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("message"), ordering="pk")
    def number(self, message: Message) -> str:
        """Return the number of a message, which is its name here."""
        return f"#{message.pk}"

    @admin.display(description="Message-ID")
    def name_of_mail(self, message: Message) -> str:
        """Return its name for mail servers, the same in each attempt."""
        return message.message_id

    @admin.display(description=_("reason"))
    def why(self, message: Message) -> str:
        """Return why it was not sent."""
        return explain(message.reason)

    def _reverse(self, name: str, *args: Any) -> str:
        site = self.admin_site.name
        return reverse(f"admin:sharekit_mails_message_{name}", args=args, current_app=site)
