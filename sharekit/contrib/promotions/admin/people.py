"""What waits for a decision, the advocates, and the rewards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.promotions.marketing.advocates import block, unblock
from sharekit.contrib.promotions.marketing.decisions import (
    approve,
    list_undecided,
    refuse,
    try_again,
)
from sharekit.contrib.promotions.marketing.outcome import Outcome
from sharekit.contrib.promotions.models import Advocate, Referral, Reward
from sharekit.contrib.promotions.referring.codes import format_code

EXPLAIN: Final = {
    "same": _("The advocate, or another of the friends, has the same card or household."),
    "speed": _("More than five friends joined by this code on one day."),
    "rush": _("Many friends joined this promotion on one day."),
    "blocked": _("The advocate is blocked."),
    "customer": _("The friend was a customer already."),
    "mutual": _("The friend has invited the advocate."),
    "self": _("The order came from the advocate's own account or mail address."),
}
"""Why a referral waits for a person, or earned nothing."""


class UndecidedFilter(admin.SimpleListFilter):
    """Shows what waits for a person."""

    title = _("decision")
    parameter_name = "undecided"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the only choice beside all."""
        return [("1", gettext("To decide"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the referrals that wait for a person, or all."""
        return queryset.filter(pk__in=list_undecided().values("pk")) if self.value() else queryset


class PeopleAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """Rows that only sharekit writes, with moves that a person makes."""

    lookups: Final = ("promotion__id__exact", "state__exact", "undecided", "role__exact")
    moves: ClassVar[dict[str, tuple[Any, Any]]] = {}
    """The name of each move, and what it asks for."""

    change_form_template = "admin/sharekit_promotions/decide.html"
    # Each decision is looked at.
    actions = None
    show_facets = admin.ShowFacets.NEVER

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css", "sharekit_promotions/admin.css")}

    def lookup_allowed(self, lookup: str, value: object, request: object = None) -> bool:
        """Return whether the lookup belongs to a filter: others would reveal hashes."""
        return lookup in self.lookups

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list under its name."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: customers and friends add themselves."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: only moves change a row."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: a deleted row could be rewarded again."""
        return False

    def may_decide(self, request: HttpRequest) -> bool:
        """Return whether the user may decide."""
        return request.user.has_perm("sharekit_promotions.change_referral")

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses, with those of the moves."""
        view = self.admin_site.admin_view(self.move_view)
        name = f"sharekit_promotions_{self.opts.model_name}_move"
        return [path("<int:pk>/moves/<slug:move>/", view, name=name), *super().get_urls()]

    if TYPE_CHECKING:

        def move(self, request: HttpRequest, row: Any, move: str, reason: str) -> Outcome:
            """Do what a person decided."""
            ...

        def list_moves(self, row: Any) -> list[str]:
            """Return the moves that are possible now."""
            ...

    def describe(self, row: Any) -> list[str]:
        """Return sentences on the row, which say what a person should know."""
        return []

    def move_view(self, request: HttpRequest, pk: int, move: str) -> HttpResponse:
        """Make a move, and show the row again."""
        row = self.get_object(request, str(pk))
        if row is None or move not in self.moves or request.method != "POST":
            raise Http404
        if not self.may_decide(request):
            raise PermissionDenied
        outcome = self.move(request, row, move, request.POST.get("reason", "").replace("\0", ""))
        if outcome.happened:
            self.log_change(request, row, str(self.moves[move][0]))
        level = messages.SUCCESS if outcome.happened else messages.ERROR
        self.message_user(request, outcome.sentence, level)
        return HttpResponseRedirect(self._reverse("change", pk))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the row, what a person should know, and the moves."""
        row = context["original"]
        possible = self.list_moves(row) if self.may_decide(request) else []
        context |= {
            "title": f"{capfirst(self.opts.verbose_name)} {row}",
            "subtitle": None,
            "sentences": self.describe(row),
            "moves": [
                {
                    "address": self._reverse("move", row.pk, move),
                    "name": self.moves[move][0],
                    "asks": self.moves[move][1],
                }
                for move in possible
            ],
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def _reverse(self, name: str, *args: Any) -> str:
        site, model = self.admin_site.name, self.opts.model_name
        return reverse(f"admin:sharekit_promotions_{model}_{name}", args=args, current_app=site)


@admin.register(Referral)
class ReferralAdmin(PeopleAdmin):
    """The referrals, those that wait for a person first."""

    moves: ClassVar = {"approve": (_("Approve"), ""), "refuse": (_("Refuse"), _("Reason"))}
    list_display = ("number", "promotion", "state", "why", "order", "amount", "at")
    list_filter = (UndecidedFilter, "state", "promotion")
    list_select_related = ("promotion", "advocate")
    ordering = ("-at", "-pk")
    search_fields = ("order",)
    fields = (
        "promotion",
        "advocate",
        "state",
        "why",
        "order",
        "amount",
        "at",
        "hold_until",
        "decided_by",
        "decided_at",
    )
    readonly_fields = fields

    def move(self, request: HttpRequest, row: Any, move: str, reason: str) -> Outcome:
        """Approve or refuse a referral."""
        if move == "approve":
            return approve(row, by=request.user)
        return refuse(row, by=request.user, reason=reason)

    def list_moves(self, row: Any) -> list[str]:
        """Return both moves for what waits for a person, and only a refusal for what is open."""
        if list_undecided().filter(pk=row.pk).exists():
            return ["approve", "refuse"]
        is_open = row.state in {Referral.State.CLAIMED, Referral.State.PENDING}
        return ["refuse"] if is_open else []

    def describe(self, row: Any) -> list[str]:
        """Say why it waits, and that nothing happens by itself."""
        reasons = [str(EXPLAIN[flag]) for flag in row.flags.split() if flag in EXPLAIN]
        if row.advocate.blocked_at:
            reasons.append(str(EXPLAIN["blocked"]))
        if list_undecided().filter(pk=row.pk).exists():
            reasons.append(gettext("Nothing is paid until you decide."))
        return reasons

    @admin.display(description=_("referral"))
    def number(self, referral: Referral) -> str:
        """Return its number, as the link to its page."""
        return f"#{referral.pk}"

    @admin.display(description=_("reasons"))
    def why(self, referral: Referral) -> str:
        """Return the reason of its end in words, or the flags for which it waits."""
        reason = referral.reason or referral.flags
        # Other words were written by a person.
        if EXPLAIN.keys() >= set(reason.split()):
            return " ".join(str(EXPLAIN[word]) for word in reason.split())
        return reason

    @admin.display(description=_("value"))
    def amount(self, referral: Referral) -> str:
        """Return the value of the order."""
        if referral.value is None:
            return ""
        return f"{referral.currency} {localize(round(referral.value, 2))}"


@admin.register(Advocate)
class AdvocateAdmin(PeopleAdmin):
    """The advocates."""

    moves: ClassVar = {"block": (_("Block"), _("Reason")), "unblock": (_("Unblock"), "")}
    list_display = ("number", "promotion", "spoken_code", "rewarded", "joined_at", "is_open")
    list_filter = ("promotion",)
    list_select_related = ("promotion",)
    ordering = ("-joined_at", "-pk")
    search_fields = ("code",)
    fields = (
        "promotion",
        "user",
        "spoken_code",
        "terms_version",
        "rewarded",
        "joined_at",
        "left_at",
        "blocked_at",
        "reason",
    )
    readonly_fields = fields

    def move(self, request: HttpRequest, row: Any, move: str, reason: str) -> Outcome:
        """Block or unblock an advocate."""
        return block(row, reason=reason) if move == "block" else unblock(row)

    def list_moves(self, row: Any) -> list[str]:
        """Return the move that is possible."""
        return ["unblock" if row.blocked_at else "block"]

    @admin.display(description=_("advocate"))
    def number(self, advocate: Advocate) -> str:
        """Return its number, as the link to its page."""
        return f"#{advocate.pk}"

    @admin.display(description=_("code"))
    def spoken_code(self, advocate: Advocate) -> str:
        """Return the code as people read it."""
        return format_code(advocate.code) if advocate.code else ""

    @admin.display(description=_("code works"), boolean=True)
    def is_open(self, advocate: Advocate) -> bool:
        """Return whether friends can use the code."""
        return not (advocate.left_at or advocate.blocked_at or advocate.code is None)


@admin.register(Reward)
class RewardAdmin(PeopleAdmin):
    """The rewards."""

    moves: ClassVar = {"again": (_("Try again"), "")}
    list_display = ("number", "referral", "role", "state", "result", "attempts", "error")
    list_filter = ("state", "role")
    list_select_related = ("referral",)
    ordering = ("-pk",)
    search_fields = ("result",)
    fields = ("referral", "role", "state", "result", "attempts", "next_at", "error")
    readonly_fields = fields

    def move(self, request: HttpRequest, row: Any, move: str, reason: str) -> Outcome:
        """Try again what failed."""
        return try_again(row)

    def list_moves(self, row: Any) -> list[str]:
        """Return the move if something failed."""
        again = {Reward.State.FAILED, Reward.State.OVER_LIMIT}
        is_stuck = row.state == Reward.State.ISSUED and row.error
        return ["again"] if row.state in again or is_stuck else []

    @admin.display(description=_("reward"))
    def number(self, reward: Reward) -> str:
        """Return its number, as the link to its page."""
        return f"#{reward.pk}"
