"""The accounts of the settings: the address to enter at the platform, and how they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from sharekit.contrib.bots.admin.permission import may_view, may_write
from sharekit.contrib.bots.models import AccountState, Bot
from sharekit.contrib.bots.platforms.accounts import find_account, find_platform, list_accounts
from sharekit.contrib.bots.platforms.protocol import Account, Platform
from sharekit.contrib.bots.platforms.registry import find_missing
from sharekit.contrib.bots.sending.http import Line


@admin.register(AccountState)
class AccountAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """One page; accounts are set in the settings, and their secrets are shown nowhere."""

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css", "sharekit_bots/admin.css")}

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may read rules."""
        return may_view(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the user sees the page."""
        return may_view(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: accounts are in the settings."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: only the platform and the worker change them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: a worker may hold its lease."""
        return False

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **named: Any) -> Any:
        """Show no single row."""
        raise Http404

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the accounts; connect or check one."""
        if not may_view(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._examine(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": gettext("Accounts"),
            "accounts": list(_describe()),
            "may_write": may_write(request),
        }
        return TemplateResponse(request, "admin/sharekit_bots/accounts.html", context)

    def _examine(self, request: HttpRequest) -> HttpResponse:
        if not may_write(request):
            raise PermissionDenied
        slug = request.POST.get("account", "")
        found = find_account(slug)
        if found is None or find_missing(found[1], found[0].given):
            raise Http404
        sentences = _connect(*found)
        named = {"account": slug}
        if sentences:
            sentence = gettext("The account %(account)s does not work: %(reason)s")
            for reason in sentences:
                self.message_user(request, sentence % {**named, "reason": reason}, messages.ERROR)
        else:
            sentence = gettext("The platform accepts the account %(account)s.")
            self.message_user(request, sentence % named)
        site = self.admin_site.name
        path = reverse("admin:sharekit_bots_accountstate_changelist", current_app=site)
        return HttpResponseRedirect(path)


def _connect(account: Account, platform: Platform) -> list[str]:
    """Let the platform call the site if that is done by a request; return what is wrong."""
    with Line() as line:
        request = platform.connect(account) if account.webhook else None
        outcomes = [line.send(each) for each in (request, platform.inspect(account)) if each]
        return list(platform.explain(outcomes[-1], account))


def _describe() -> Iterator[dict[str, Any]]:
    states = {state.account: state for state in AccountState.objects.all()}
    bots = list(Bot.objects.order_by("pk"))
    for account in list_accounts():
        platform = find_platform(account.platform)
        missing = find_missing(platform, account.given) if platform else []
        yield {
            "account": account,
            "state": states.get(account.slug),
            "bots": [bot for bot in bots if account.slug in bot.accounts],
            "missing": missing,
            "is_unknown": platform is None,
        }
