"""What editors may choose for a bar that they place themselves: channels and a style."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sharekit.articles.find import or_else
from sharekit.buttons.bar import STYLES, render_bar
from sharekit.channels.find import get_all

CHANNELS_HELP: Final = _("If you choose none, the channels from the settings are used.")


def list_channels() -> list[tuple[str, str]]:
    """Return slug and name of the channels whose button needs nothing but a page."""
    return [
        (slug, str(each.name))
        for slug, each in get_all().items()
        if each.button and not each.needs_image
    ]


def list_styles() -> list[tuple[str, str]]:
    """Return name and label of the styles of a bar."""
    return [(style, style.capitalize()) for style in STYLES]


@or_else(SafeString)
def render_chosen_bar(
    article: Any, *, request: HttpRequest | None, channels: Iterable[str] | None, style: str | None
) -> SafeString:
    """Return the bar of an article, "" if there is nothing to share.

    Chosen channels and styles that no longer exist are left out, so an old page still shows its
    bar; if nothing is left, the settings choose.
    """
    known = dict(list_channels())
    return render_bar(
        article,
        request=request,
        channels=[slug for slug in channels or () if slug in known],
        style=style if style in STYLES else None,
    )


class OrderedCheckboxes(CheckboxSelectMultiple):
    """Checkboxes whose checked ones come first, in the order of the value.

    ordered-checkboxes.js adds the buttons that change this order. Browsers send checked boxes in
    the order of the page, so the value has it, too.
    """

    class Media:
        js = ("sharekit/admin/ordered-checkboxes.js",)

    def __init__(self) -> None:
        super().__init__({"class": "sharekit-ordered", "data-up": _("Move up")})

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        """Return the boxes as Django does, in their order."""
        rank = {slug: place for place, slug in enumerate(value)}
        groups = super().optgroups(name, value, attrs)
        return sorted(groups, key=lambda group: rank.get(group[1][0]["value"], len(rank)))
