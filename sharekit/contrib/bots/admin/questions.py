"""What customers wrote and no rule answered: the list of what to write next."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from sharekit.contrib.bots.admin.permission import may_view, may_write
from sharekit.contrib.bots.admin.writing.outline import list_lines
from sharekit.contrib.bots.models import Bot, Incoming
from sharekit.contrib.bots.publishing.unanswered import add_phrase, list_unanswered

_PHRASE_LENGTH: Final = 300


@admin.register(Incoming)
class QuestionAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """One page; single messages are only in conversations, which fewer people see."""

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css", "sharekit_bots/admin.css")}

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may read rules."""
        return may_view(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the user sees the page."""
        return may_view(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: only customers write them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: what was said stays as it was said."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: its name must outlive it."""
        return False

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **named: Any) -> Any:
        """Show no single message."""
        raise Http404

    def history_view(self, request: HttpRequest, object_id: str, *args: Any, **named: Any) -> Any:
        """Show no single message."""
        raise Http404

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show what no rule answered, by bot; add a phrase to a rule."""
        if not may_view(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._add(request)
        bots = [
            {"bot": bot, "groups": list_unanswered(bot), "lines": list_lines(bot)}
            for bot in Bot.objects.order_by("name", "pk")
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": gettext("Not answered"),
            "bots": bots,
            "may_write": may_write(request),
        }
        return TemplateResponse(request, "admin/sharekit_bots/questions.html", context)

    def _add(self, request: HttpRequest) -> HttpResponse:
        if not may_write(request):
            raise PermissionDenied
        number = request.POST.get("rule", "")
        is_number = number.isascii() and number.isdecimal() and len(number) < 19
        bot = Bot.objects.filter(rules=int(number)).first() if is_number else None
        if bot is None:
            raise Http404
        rule = bot.rules.get(pk=int(number))
        phrase = " ".join(request.POST.get("phrase", "").replace("\0", "").split())
        try:
            rule.phrases = add_phrase(rule.phrases, phrase[:_PHRASE_LENGTH])
        except ValueError:
            sentence = gettext("“%(name)s” has no room for another phrase.") % {"name": rule.name}
            self.message_user(request, sentence, messages.ERROR)
        else:
            rule.save(update_fields=["phrases"])
            sentence = gettext("“%(name)s” has one more phrase, once the bot is published.")
            self.message_user(request, sentence % {"name": rule.name})
        site = self.admin_site.name
        return HttpResponseRedirect(
            reverse("admin:sharekit_bots_incoming_changelist", current_app=site)
        )
