"""The form of a promotion, in the four steps in which a marketer thinks."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.conversions.amounts import CURRENCIES
from sharekit.contrib.conversions.conf import settings as conversions
from sharekit.contrib.promotions.models import Promotion
from sharekit.contrib.promotions.pages.addresses import find_safe
from sharekit.sites import list_named

STEPS: Final = (
    (
        _("1. What friend and advocate get"),
        (
            "name",
            "slug",
            "site",
            "headline",
            "friend_offer",
            "advocate_offer",
            "share_text",
            "picture",
            "destination",
        ),
    ),
    (
        _("2. What counts"),
        ("goal", "min_value", "currency", "only_new", "friend_reward_at", "every"),
    ),
    (
        _("3. Limits"),
        (
            "hold_days",
            "claim_days",
            "cap_per_advocate",
            "cap_total",
            "friend_cost",
            "advocate_cost",
            "starts_at",
            "ends_at",
        ),
    ),
    (_("4. Terms"), ("terms_url", "terms_version")),
)
"""The headings and the fields below them; the checklist follows the last one."""
PROMISED: Final = frozenset(
    {
        "slug",
        "site",
        "friend_offer",
        "advocate_offer",
        "goal",
        "min_value",
        "currency",
        "only_new",
        "friend_reward_at",
        "every",
        "claim_days",
    }
)
"""What friends and advocates were promised: it cannot be changed after the start."""


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and a time, which has a label and works on a phone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class PromotionForm(forms.ModelForm):  # type: ignore[type-arg] # not subscriptable when it runs
    """The form of a promotion."""

    goal = forms.ChoiceField(label=_("Goal"))

    class Meta:
        model = Promotion
        fields = tuple(name for _heading, names in STEPS for name in names)
        field_classes: Final = {
            "starts_at": forms.DateTimeField,
            "ends_at": forms.DateTimeField,
        }
        widgets: Final = {
            "share_text": AdminTextareaWidget(attrs={"rows": 3}),
            "currency": AdminTextInputWidget(attrs={"size": 4}),
            "starts_at": MomentInput,
            "ends_at": MomentInput,
        }
        help_texts: Final = {
            "name": _("For you and your colleagues, such as “Spring 2027”."),
            "slug": _("Part of the promotion's address, and the name of its campaign in reports."),
            "headline": _("The first line of the page that a friend opens."),
            "friend_offer": _("What the friend gets, such as “EUR 10 off the first order”."),
            "advocate_offer": _("What the advocate gets, such as “EUR 10 for the next order”."),
            "share_text": _(
                "The message that an advocate sends. It must say that the advocate is rewarded, "
                "such as “We both get EUR 10”: laws on advertising usually ask for it."
            ),
            "picture": _(
                "The address of the picture that chat apps show, at least 300 pixels wide."
            ),
            "destination": _("The page to which a friend goes on, such as “/shop/”."),
            "goal": _("What a friend must do, so that the recommendation counts."),
            "min_value": _("Orders below it do not count. Empty: every order counts."),
            "currency": _("Three letters, such as “EUR”, for the least value and the costs."),
            "only_new": _("Only friends who have not ordered before."),
            "every": _("1: the advocate is rewarded for each friend. 3: for every third friend."),
            "hold_days": _(
                "A reward waits so long for a refund, from the order on. In many countries "
                "customers may return an order within 14 days of its delivery."
            ),
            "claim_days": _("So long after joining, a friend's order still counts."),
            "cap_per_advocate": _("0: no limit."),
            "cap_total": _("Rewards of friends and advocates together. 0: no limit."),
            "friend_cost": _("Only for the sums on this page, such as 10."),
            "terms_url": _("The page with the terms of the promotion."),
            "terms_version": _(
                "Such as “2026-11”. An advocate accepts this version; a new one asks again."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "goal" in self.fields:
            goals = {**conversions.goals}
            if self.instance.goal:
                # A goal that the settings have lost stays visible.
                goals.setdefault(self.instance.goal, self.instance.goal)
            self.fields["goal"] = forms.ChoiceField(
                label=_("Goal"),
                choices=[("", "---------"), *goals.items()],
                help_text=self.Meta.help_texts["goal"],
            )
        if "site" in self.fields:
            self.fields["site"] = forms.ChoiceField(
                label=_("Site"), choices=[(site, site) for site in list_named()]
            )

    def clean_currency(self) -> str:
        """Return the currency in capitals, if it is one."""
        currency: str = self.cleaned_data["currency"].strip().upper()
        if currency and currency not in CURRENCIES:
            raise ValidationError(
                gettext("Write the three letters of a currency (ISO 4217), such as “EUR”.")
            )
        return currency

    def clean_picture(self) -> str:
        """Return the address, if the page of the promotion will show the picture."""
        return self._clean_address("picture")

    def clean_destination(self) -> str:
        """Return the address, if the page of the promotion will lead there."""
        return self._clean_address("destination")

    def clean_terms_url(self) -> str:
        """Return the address, if the page of the promotion will link it."""
        return self._clean_address("terms_url")

    def _clean_address(self, name: str) -> str:
        address: str = self.cleaned_data[name].strip()
        if address and not find_safe(address):
            raise ValidationError(
                gettext("Write a path of this site, such as “/shop/”, or an address with https://.")
            )
        return address

    def clean(self) -> dict[str, Any]:
        """Return the values, if they fit together."""
        cleaned = super().clean() or self.cleaned_data
        money = [cleaned.get(name) for name in ("min_value", "friend_cost", "advocate_cost")]
        # What was promised is not in the form of a promotion that has started.
        currency = cleaned.get("currency", self.instance.currency)
        if any(amount is not None for amount in money) and not currency:
            place = "currency" if "currency" in self.fields else None
            self.add_error(place, gettext("Amounts need a currency, such as “EUR”."))
        if any(amount is not None and amount < 0 for amount in money):
            raise ValidationError(gettext("An amount cannot be negative."))
        self._check_site(cleaned.get("site"))
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", gettext("It must end after its start."))
        return cleaned

    def _check_site(self, site: str | None) -> None:
        """Compare a site that is chosen after the start, when the short name is not in the form."""
        slug = self.instance.slug
        if site and "slug" not in self.fields:
            named = Promotion.objects.filter(site=site, slug=slug).exclude(pk=self.instance.pk)
            if named.exists():
                fault = self.instance.unique_error_message(Promotion, ("site", "slug"))
                self.add_error("site", fault)
