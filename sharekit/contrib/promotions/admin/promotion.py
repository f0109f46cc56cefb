"""The page of a promotion: four steps, a checklist, its results, and its state."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sharekit.conf import settings as core
from sharekit.contrib.promotions.admin.form import PROMISED, STEPS, PromotionForm
from sharekit.contrib.promotions.admin.results import Results, get_results, get_worst_case
from sharekit.contrib.promotions.marketing.checklist import list_steps
from sharekit.contrib.promotions.marketing.outcome import Outcome
from sharekit.contrib.promotions.marketing.places import list_places
from sharekit.contrib.promotions.marketing.running import describe_state, end, pause, start
from sharekit.contrib.promotions.models import Promotion
from sharekit.formats import format_decimal, format_number, format_percentage
from sharekit.reports.figures.rounded.rounding import STEP
from sharekit.sites import find_name, find_own_origin, list_named

MOVES: Final[dict[str, Callable[[Promotion], Outcome]]] = {
    "start": start,
    "pause": pause,
    "end": end,
}
_OFFERED: Final[dict[str, tuple[str, ...]]] = {
    Promotion.State.DRAFT: ("start",),
    Promotion.State.LIVE: ("pause", "end"),
    Promotion.State.PAUSED: ("start", "end"),
    Promotion.State.ENDED: (),
}
"""The moves from each state."""
_CHECKED: Final = frozenset({Promotion.State.DRAFT, Promotion.State.PAUSED})
"""The states from which a promotion can be started."""
_MEANINGS: Final = {
    "start": (_("Start"), _("Customers can join, and friends can claim.")),
    "pause": (
        _("Pause"),
        _("Nobody can join or claim for now; those who have are still rewarded."),
    ),
    "end": (_("End"), _("Nobody can join or claim any more; those who have are still rewarded.")),
}


@admin.register(Promotion)
class PromotionAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """Promotions, from the draft to the results."""

    form = PromotionForm
    list_display = ("name", "describe_state", "friends", "rewards", "to_decide")
    list_filter = ("state",)
    ordering = ("-pk",)
    search_fields = ("name", "slug")
    # A promotion is deleted on its own page, while it is a draft.
    actions = None
    change_form_template = "admin/sharekit_promotions/promotion/change_form.html"

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css", "sharekit_promotions/admin.css")}

    def lookup_allowed(self, lookup: str, value: object, request: object = None) -> bool:
        """Return whether the lookup is the list's filter."""
        return lookup == "state__exact"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list under its name."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the four steps; a project with one site does not ask for the site."""
        hidden = set() if len(list_named()) > 1 else {"site"}
        return [
            (heading, {"fields": [name for name in names if name not in hidden]})
            for heading, names in STEPS
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what was promised, once the promotion has started."""
        if obj is None or obj.state == Promotion.State.DRAFT:
            return ()
        # A site that SITES lack can be chosen once.
        return sorted(PROMISED if find_name(obj.site) else PROMISED - {"site"})

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let a new promotion have the short form of its name."""
        return {} if obj else {"slug": ("name",)}

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may delete it: only a draft, because others have promised."""
        is_draft = obj is None or getattr(obj, "state", "") == Promotion.State.DRAFT
        return is_draft and super().has_delete_permission(request, obj)

    def save_model(
        self,
        request: HttpRequest,
        obj: Any,
        form: Any,
        change: bool,  # noqa: FBT001
    ) -> None:
        """Write what was changed: rewards are counted meanwhile, and others may press Pause."""
        obj.save(update_fields=form.changed_data if change else None)

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses, with those of the moves."""
        view = self.admin_site.admin_view(self.move_view)
        name = "sharekit_promotions_promotion_move"
        return [path("<int:pk>/moves/<slug:move>/", view, name=name), *super().get_urls()]

    def move_view(self, request: HttpRequest, pk: int, move: str) -> HttpResponse:
        """Start, pause or end a promotion, and show its page again."""
        promotion = self.get_object(request, str(pk))
        if promotion is None or move not in MOVES or request.method != "POST":
            raise Http404
        if not self.has_change_permission(request, promotion):
            raise PermissionDenied
        outcome = MOVES[move](promotion)
        if outcome.happened:
            self.log_change(request, promotion, str(_MEANINGS[move][0]))
        level = messages.SUCCESS if outcome.happened else messages.ERROR
        self.message_user(request, outcome.sentence, level)
        return HttpResponseRedirect(self._reverse("promotion_change", pk))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the form, with the preview, and for a saved promotion all else."""
        promotion: Promotion | None = context["original"]
        context |= {
            "preview": _preview(promotion),
            "worst_case": promotion and format_money(get_worst_case(promotion), promotion),
        }
        if promotion:
            context |= {
                "subtitle": None,
                "title": promotion.name,
                "checklist": list_steps(promotion) if promotion.state in _CHECKED else (),
                "state": describe_state(promotion),
                "moves": self._list_moves(promotion),
                "places": list_places(promotion),
                "step_of_five": STEP,
            }
        if promotion and promotion.state != Promotion.State.DRAFT:
            context["results"] = self._list_results(promotion)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("state"), ordering="state")
    def describe_state(self, promotion: Promotion) -> str:
        """Return the state, with the day of a start to come or an end that is over."""
        return describe_state(promotion)

    @admin.display(description=_("friends"))
    def friends(self, promotion: Promotion) -> str:
        """Return how many friends have joined."""
        return format_number(_read(promotion).friends)

    @admin.display(description=_("rewards"))
    def rewards(self, promotion: Promotion) -> str:
        """Return how many rewards were issued."""
        return format_number(_read(promotion).rewards)

    @admin.display(description=_("to decide"))
    def to_decide(self, promotion: Promotion) -> str:
        """Return how many referrals wait for a person."""
        return format_number(_read(promotion).to_decide)

    def _list_moves(self, promotion: Promotion) -> list[dict[str, Any]]:
        is_ready = all(step.is_done for step in list_steps(promotion) if step.is_required)
        return [
            {
                "address": self._reverse("promotion_move", promotion.pk, move),
                "name": _MEANINGS[move][0],
                "meaning": _MEANINGS[move][1],
                "is_blocked": move == "start" and not is_ready,
            }
            for move in _OFFERED[promotion.state]
        ]

    def _list_results(self, promotion: Promotion) -> list[dict[str, Any]]:
        """Return the steps from advocates to rewards, with what each costs."""
        results = get_results(promotion)
        query = f"?promotion__id__exact={promotion.pk}"
        pages = {
            "advocates": self._reverse("advocate_changelist") + query,
            "friends": self._reverse("referral_changelist") + query,
            "to_decide": self._reverse("referral_changelist") + f"{query}&undecided=1",
            "failed": self._reverse("reward_changelist") + "?state__exact=failed",
        }
        steps = [
            {
                "name": title,
                "value": format_number(getattr(results, name)),
                "part": _get_part(results, name),
                "address": pages.get(name, ""),
            }
            for name, title in _RESULTS.items()
            if getattr(results, name) or name != "failed"
        ]
        money = ((_("Cost"), results.cost), (_("Cost of a new customer"), results.cost_each))
        return steps + [
            {"name": title, "value": format_money(amount, promotion)}
            for title, amount in money
            if amount is not None
        ]

    def _reverse(self, name: str, *args: Any) -> str:
        site = self.admin_site.name
        return reverse(f"admin:sharekit_promotions_{name}", args=args, current_app=site)


def _read(promotion: Any) -> Results:
    """Return the results of a promotion, read once for all columns of its row."""
    if not hasattr(promotion, "results"):
        promotion.results = get_results(promotion)
    results: Results = promotion.results
    return results


_RESULTS: Final = {
    "advocates": _("Advocates"),
    "visits": _("Visits"),
    "friends": _("Friends who joined"),
    "orders": _("Orders"),
    "approved": _("Approved"),
    "rewards": _("Rewards"),
    "to_decide": _("To decide"),
    "failed": _("Failed rewards"),
}


def _get_part(results: Results, name: str) -> str:
    """Return which part of the friends ordered, or of the orders was approved."""
    whole = {"orders": results.friends, "approved": results.orders}.get(name, 0)
    return format_percentage(getattr(results, name) / whole) if whole else ""


def format_money(amount: Decimal | None, promotion: Promotion) -> str:
    """Return an amount with the promotion's currency, "" for None."""
    if amount is None:
        return ""
    places = 2 if amount % 1 else 0
    return f"{promotion.currency} {format_decimal(float(amount), places=places)}".strip()


def _preview(promotion: Promotion | None) -> dict[str, str]:
    address = f"{_find_origin(promotion)}/r/7KQ2M4XZ/"
    names = ("headline", "friend_offer", "share_text", "picture")
    texts = {name: getattr(promotion, name) if promotion else "" for name in names}
    if not texts["picture"].startswith(("https://", "/")):
        texts["picture"] = ""
    return {**texts, "address": address, "host": urlsplit(address).netloc}


def _find_origin(promotion: Promotion | None) -> str:
    own = find_own_origin(promotion.site) if promotion else ""
    return own or core.site_url or next(iter(core.sites.values()), "https://example.com")
