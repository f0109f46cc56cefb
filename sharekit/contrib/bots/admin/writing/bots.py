"""The bots, and the page of one: its form, the outline of its rules, examples and a chat."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Model, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.conf import settings
from sharekit.contrib.bots.admin.writing import preview, publishing
from sharekit.contrib.bots.admin.writing.bot_form import BotForm
from sharekit.contrib.bots.admin.writing.outline import list_lines, move
from sharekit.contrib.bots.models import Bot, BotTotal, Conversation
from sharekit.contrib.bots.models.bots import EXAMPLE_LENGTH
from sharekit.contrib.bots.publishing.judging import judge_examples
from sharekit.formats import format_number

DAYS: Final = 30
"""How many days the figures of the list are of."""
MOVES: Final = {"up": -1, "down": 1}
_FIXED: Final = ("slug", "site")


@admin.register(Bot)
class BotAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """Bots with their rules."""

    actions = None
    form = BotForm
    list_display = ("name", "state", "last_question", "answered", "waiting")
    list_filter = ("state",)
    ordering = ("name",)
    change_form_template = "admin/sharekit_bots/bot/change_form.html"
    show_facets = admin.ShowFacets.NEVER

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css", "sharekit_bots/admin.css")}

    def lookup_allowed(self, lookup: str, value: object, request: object = None) -> bool:
        """Return whether the lookup belongs to a filter: others would reveal what was said."""
        return lookup == "state__exact"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bot]:
        """Return bots with the figures of the list."""
        since = timezone.localdate() - timedelta(days=DAYS)
        figures = BotTotal.objects.filter(bot=OuterRef("pk"), day__gte=since).order_by()
        sums = figures.values("bot").annotate(asked=Sum("asked"), answered=Sum("answered"))
        talks = Conversation.objects.filter(bot=OuterRef("pk")).order_by().values("bot")
        is_waiting = Q(state=Conversation.State.WAITING)
        rows: QuerySet[Bot] = super().get_queryset(request)
        return rows.annotate(
            asked_lately=Subquery(sums.values("asked")),
            answered_lately=Subquery(sums.values("answered")),
            last_question_at=Subquery(talks.annotate(last=Max("last_at")).values("last")),
            waiting_now=Subquery(talks.annotate(n=Count("pk", filter=is_waiting)).values("n")),
        )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the form in steps; a bot has a menu when it has rules."""
        site = ("site",) if len(set(settings.sites.values())) > 1 else ()
        menu = ("menu",) if obj else ()
        texts = ("unknown_text", "media_text", "hand_over_text", "closed_text")
        return [
            (None, {"fields": ("name", "slug", *site, "language", "accounts")}),
            (_("At the beginning"), {"fields": ("greeting", *menu)}),
            (_("Texts that you may leave empty"), {"fields": (*texts, "hours")}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what cannot be changed any more."""
        return _FIXED if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let a new bot have the short form of its name."""
        return {} if obj else {"slug": ("name",)}

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may delete it: not while conversations are kept."""
        is_free = obj is None or not Conversation.objects.filter(bot_id=obj.pk).exists()
        return is_free and super().has_delete_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses, with those of the parts of a bot's page."""
        wrap = self.admin_site.admin_view
        parts = {
            "chat": self.chat_view,
            "move": self.move_view,
            "examples": self.examples_view,
            "state": self.state_view,
            "publish": self.publish_view,
        }
        own = [
            path(f"<int:pk>/{name}/", wrap(view), name=f"sharekit_bots_bot_{name}")
            for name, view in parts.items()
        ]
        return [*own, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list under its name."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def chat_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the chat on the draft."""
        return preview.show(request, self._get(request, pk, writes=False))

    def move_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move a rule up or down, and show the outline again."""
        bot = self._get_posted(request, pk)
        number, _, where = request.POST.get("move", "").partition(" ")
        rule = bot.rules.filter(pk=int(number)).first() if _is_number(number) else None
        if rule is None or where not in MOVES:
            raise Http404
        move(rule, MOVES[where])
        return self._answer(bot, "rules")

    def examples_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add an example or remove one, and show them again."""
        bot = self._get_posted(request, pk)
        removed = request.POST.get("remove", "")
        if _is_number(removed):
            bot.examples.filter(pk=int(removed)).delete()
            return self._answer(bot, "examples")
        text = request.POST.get("text", "").replace("\0", "").strip()[:EXAMPLE_LENGTH]
        expected = request.POST.get("expected", "")
        rule = bot.rules.filter(pk=int(expected)).first() if _is_number(expected) else None
        if not text or (expected and rule is None):
            self.message_user(request, gettext("Write a message first."), messages.ERROR)
        else:
            bot.examples.create(text=text, expected=rule)
        return self._answer(bot, "examples")

    def state_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Pause a live bot, or let a paused one answer again."""
        bot = self._get_posted(request, pk)
        moves = {Bot.State.LIVE: Bot.State.PAUSED, Bot.State.PAUSED: Bot.State.LIVE}
        if bot.state in moves:
            bot.state = moves[Bot.State(bot.state)]
            bot.save(update_fields=["state"])
            self.log_change(request, bot, str(Bot.State(bot.state).label))
        return self._answer(bot)

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what would be published; publish it, or roll back."""
        if request.method != "POST":
            bot = self._get(request, pk, writes=False)
            may_publish = self.has_change_permission(request, bot)
            return publishing.show(request, bot, self, may_publish=may_publish)
        bot = self._get_posted(request, pk)
        do = publishing.publish_posted if "publish" in request.POST else publishing.roll_back_posted
        do(request, bot, self)
        return HttpResponseRedirect(self._reverse("publish", pk))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the form, and for a saved bot all else."""
        bot: Bot | None = context["original"]
        if bot:
            context |= {"title": bot.name, "subtitle": None, **self._describe(bot)}
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Show the page of the new bot, which needs rules."""
        return self._answer(obj)

    @admin.display(description=_("last question"), ordering="last_question_at")
    def last_question(self, bot: Any) -> str:
        """Return when a customer last wrote."""
        return localize(timezone.localtime(bot.last_question_at)) if bot.last_question_at else "-"

    @admin.display(description=_("answered"))
    def answered(self, bot: Any) -> str:
        """Return the share of questions of the last days that the bot has answered."""
        if not bot.asked_lately:
            return "-"
        return gettext("%(share)s %% of %(asked)s in %(days)s days") % {
            "share": round(100 * bot.answered_lately / bot.asked_lately),
            "asked": format_number(bot.asked_lately),
            "days": DAYS,
        }

    @admin.display(description=_("wait for a person"), ordering="waiting_now")
    def waiting(self, bot: Any) -> str:
        """Return how many customers wait for a person, with a link to them."""
        waiting = format_number(bot.waiting_now or 0)
        if not bot.waiting_now:
            return waiting
        site = self.admin_site.name
        conversations = reverse("admin:sharekit_bots_conversation_changelist", current_app=site)
        return format_html('<a href="{}?bot__id__exact={}">{}</a>', conversations, bot.pk, waiting)

    def _describe(self, bot: Bot) -> dict[str, Any]:
        return {
            "lines": list_lines(bot),
            "examples": judge_examples(bot),
            "parts": {
                name: self._reverse(name, bot.pk)
                for name in ("chat", "move", "examples", "state", "publish")
            },
            "edition": bot.edition,
            "most": EXAMPLE_LENGTH,
        }

    def _get(self, request: HttpRequest, pk: int, *, writes: bool) -> Bot:
        bot: Bot | None = self.get_object(request, str(pk))
        if bot is None:
            raise Http404
        may = self.has_change_permission if writes else self.has_view_or_change_permission
        if not may(request, bot):
            raise PermissionDenied
        return bot

    def _get_posted(self, request: HttpRequest, pk: int) -> Bot:
        if request.method != "POST":
            raise Http404
        return self._get(request, pk, writes=True)

    def _answer(self, bot: Bot, part: str = "") -> HttpResponseRedirect:
        anchor = f"#sharekit-{part}" if part else ""
        return HttpResponseRedirect(self._reverse("change", bot.pk) + anchor)

    def _reverse(self, name: str, *args: Any) -> str:
        site = self.admin_site.name
        return reverse(f"admin:sharekit_bots_bot_{name}", args=args, current_app=site)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
