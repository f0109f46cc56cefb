"""The page on which users of the admin choose their own letters."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.alerts.looking.weekly import send_now
from sharekit.contrib.alerts.models import Watch
from sharekit.contrib.alerts.watching.mails import get_mail
from sharekit.contrib.alerts.watching.watches import choose, list_own, list_sites, may_get
from sharekit.contrib.people import get_address
from sharekit.models import MAY_SEE

MEANINGS: Final = {
    Watch.Kind.WEEKLY.value: _(
        "On Monday: the figures of the last week beside those of the week before, what moved "
        "most, and an article that is worth pushing."
    ),
    Watch.Kind.TAKE_OFF.value: _(
        "At once, at most once a day about an article: it is passed on far more than usual."
    ),
}


@admin.register(Watch)
class WatchAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """The own letters of each user who may see the reports; nobody sees those of others."""

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css",)}

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may see the reports."""
        return obj is None and request.user.has_perm(MAY_SEE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may see the reports."""
        return request.user.has_perm(MAY_SEE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: the page has all letters."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: only the page changes rows, those of its user."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return True, for those who delete an account: its letters must not stop them."""
        return True

    def get_urls(self) -> list[URLPattern]:
        """Return the address of the page only: rows have no pages of their own."""
        own = f"{self.opts.app_label}_{self.opts.model_name}_changelist"
        return [each for each in super().get_urls() if each.name == own]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the user's own letters, and change them by POST."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        can_get = may_get(request.user)
        if request.method == "POST" and can_get:
            self._change(request)
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": capfirst(self.opts.verbose_name_plural),
            "can_get": can_get,
            "address": get_address(request.user),
            "letters": _list_letters(request.user),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/sharekit_alerts/letters.html", context)

    def _change(self, request: HttpRequest) -> None:
        chosen = set(request.POST.getlist("letter"))
        for site in list_sites():
            for kind in Watch.Kind.values:
                is_on = _name(kind, site) in chosen
                choose(request.user, kind, site, is_on=is_on)
                if is_on:
                    # From now on the admin of mails has it, to look at.
                    get_mail(kind, site)
        if "now" not in request.POST:
            self.message_user(request, gettext("Your choice was saved."))
        elif send_now(request.user):
            self.message_user(request, gettext("The letter of last week is on its way."))
        else:
            sentence = gettext("Switch the Monday letter on first, or wait a minute.")
            self.message_user(request, sentence, messages.ERROR)


def _list_letters(user: Any) -> list[dict[str, Any]]:
    own, sites = list_own(user), list_sites()
    return [
        {
            "name": capfirst(label),
            "meaning": MEANINGS[kind],
            "sites": [
                {"value": _name(kind, site), "site": site, "is_on": (kind, site) in own}
                for site in sites
            ],
        }
        for kind, label in Watch.Kind.choices
    ]


def _name(kind: str, site: str) -> str:
    return f"{kind}:{site}"
