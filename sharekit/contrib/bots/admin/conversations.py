"""Conversations: those that wait for a person first, each with its transcript and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import router, transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.timesince import timeuntil
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.admin.permission import may_see
from sharekit.contrib.bots.admin.reasons import explain
from sharekit.contrib.bots.admin.transcript import list_bubbles
from sharekit.contrib.bots.conversations import replying
from sharekit.contrib.bots.keeping import forget_contact
from sharekit.contrib.bots.models import Conversation
from sharekit.contrib.bots.models.bots import TEXT_LENGTH

State = Conversation.State
MOVES: Final[dict[str, tuple[Any, Callable[[Conversation], None]]]] = {
    "return": (_("Give it back to the bot"), replying.return_to_bot),
    "close": (_("Close"), replying.close),
    "block": (_("Block"), replying.block),
}
_EXCERPT: Final = 60


class WaitingFilter(admin.SimpleListFilter):
    """Shows the conversations that wait for a person, unless others are asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the states, those that wait first."""
        return [("all", _("All")), *((each.value, each.label) for each in State)]

    def value(self) -> str:
        """Return the chosen state."""
        return str(super().value() or State.WAITING)

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Yield the states, without the choice of no state."""
        choices = super().choices(changelist)
        next(choices)
        yield from choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the conversations in the chosen state."""
        return queryset if self.value() == "all" else queryset.filter(state=self.value())


@admin.register(Conversation)
class ConversationAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """Conversations, for those who may see what customers write."""

    actions = None
    list_display = ("number", "bot", "account", "state", "last_at", "last_words", "why", "window")
    list_filter = (WaitingFilter, "bot")
    list_select_related = ("bot", "contact")
    ordering = ("-last_at",)
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css", "sharekit_bots/admin.css")}

    def lookup_allowed(self, lookup: str, value: object, request: object = None) -> bool:
        """Return whether the lookup belongs to a filter: others would reveal addresses."""
        return lookup in {"state", "bot__id__exact"}

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may see what customers write."""
        return may_see(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the user sees the list."""
        return may_see(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: only customers begin a conversation."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: what was said stays as it was said."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: *Erase* deletes all of a customer."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses, with those of what can be done."""
        wrap = self.admin_site.admin_view
        name = "sharekit_bots_conversation"
        return [
            path("<int:pk>/reply/", wrap(self.reply_view), name=f"{name}_reply"),
            path("<int:pk>/erase/", wrap(self.erase_view), name=f"{name}_erase"),
            path("<int:pk>/<slug:move>/do/", wrap(self.move_view), name=f"{name}_move"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show those who wait for a person, or others."""
        is_waiting = request.GET.get("state", State.WAITING) == State.WAITING
        title = gettext("Waiting for a person") if is_waiting else gettext("Conversations")
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the transcript, and what can be done."""
        conversation: Conversation | None = self.get_object(request, object_id)
        if not may_see(request):
            raise PermissionDenied
        if conversation is None:
            raise Http404
        return self._show(request, conversation)

    def reply_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let an answer wait to be sent. What cannot be sent stays in the form."""
        conversation = self._get_posted(request, pk)
        text = request.POST.get("text", "").replace("\0", "").strip()
        try:
            if not text or len(text) > TEXT_LENGTH:
                raise ValueError(gettext("Write an answer of at most 4,000 characters."))
            replying.reply(conversation, text)
        except ValueError as error:
            self.message_user(request, str(error), messages.ERROR)
            return self._show(request, conversation, text=text)
        self.log_change(request, conversation, gettext("Reply"))
        self.message_user(request, gettext("The answer is on its way. The bot is silent now."))
        return HttpResponseRedirect(self._reverse("change", pk))

    def move_view(self, request: HttpRequest, pk: int, move: str) -> HttpResponse:
        """Give a conversation back, close it, or block the customer."""
        conversation = self._get_posted(request, pk)
        if move not in MOVES:
            raise Http404
        name, do = MOVES[move]
        do(conversation)
        self.log_change(request, conversation, str(name))
        return HttpResponseRedirect(self._reverse("change", pk))

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete what is kept of a customer; a stop stays."""
        conversation = self._get_posted(request, pk)
        with transaction.atomic(using=router.db_for_write(Conversation)):
            self.log_deletions(request, Conversation.objects.filter(pk=pk))
            forget_contact(conversation.contact)
        self.message_user(request, gettext("All conversations of this customer were erased."))
        return HttpResponseRedirect(self._reverse("changelist"))

    @admin.display(description=_("conversation"), ordering="pk")
    def number(self, conversation: Conversation) -> str:
        """Return the number of a conversation, which is its name here."""
        return f"#{conversation.pk}"

    @admin.display(description=_("account"))
    def account(self, conversation: Conversation) -> str:
        """Return where it is held."""
        return conversation.contact.account

    @admin.display(description=_("last words"))
    def last_words(self, conversation: Conversation) -> str:
        """Return the beginning of what the customer wrote last."""
        last = conversation.incoming.exclude(text="").order_by("sent_at", "pk").last()
        return Truncator(last.text).chars(_EXCERPT) if last else "-"

    @admin.display(description=_("reason"))
    def why(self, conversation: Conversation) -> str:
        """Return why a person should answer."""
        return explain(conversation.reason)

    @admin.display(description=_("time left"), ordering="window_until")
    def window(self, conversation: Conversation) -> str:
        """Return how long the platform takes an answer."""
        until = conversation.window_until
        if until is None:
            return gettext("no limit")
        return timeuntil(until, depth=1) if until > timezone.now() else gettext("over")

    def _show(
        self, request: HttpRequest, conversation: Conversation, *, text: str = ""
    ) -> HttpResponse:
        pk, is_closed = conversation.pk, conversation.state == State.CLOSED
        is_with_bot = conversation.state == State.BOT
        shown = (
            [] if is_closed else [name for name in MOVES if not (is_with_bot and name == "return")]
        )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": gettext("Conversation %(number)s") % {"number": pk},
            "conversation": conversation,
            "bubbles": list_bubbles(conversation),
            "window": self.window(conversation),
            "why": self.why(conversation),
            "obstacle": replying.find_obstacle(conversation),
            "text": text,
            "most": TEXT_LENGTH,
            "moves": {name: (MOVES[name][0], self._reverse("move", pk, name)) for name in shown},
            "reply": self._reverse("reply", pk),
            "erase": self._reverse("erase", pk),
        }
        return TemplateResponse(
            request, "admin/sharekit_bots/conversation/change_form.html", context
        )

    def _get_posted(self, request: HttpRequest, pk: int) -> Conversation:
        if not may_see(request):
            raise PermissionDenied
        conversation: Conversation | None = self.get_object(request, str(pk))
        if conversation is None or request.method != "POST":
            raise Http404
        return conversation

    def _reverse(self, name: str, *args: Any) -> str:
        site = self.admin_site.name
        return reverse(f"admin:sharekit_bots_conversation_{name}", args=args, current_app=site)
