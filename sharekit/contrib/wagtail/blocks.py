"""Blocks of stream fields: editors put a bar where they want it."""

from __future__ import annotations

import logging
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from sharekit import buttons
from sharekit.buttons.bar import STYLES
from sharekit.channels import find_all

logger: Final = logging.getLogger("sharekit")


def list_channels() -> list[tuple[str, str]]:
    """Return the channels whose button needs nothing but a page: slug and name."""
    return [
        (slug, str(each.name))
        for slug, each in find_all().items()
        if each.button and not each.needs_image
    ]


def list_styles() -> list[tuple[str, str]]:
    """Return the styles that a bar can have: name and label."""
    return [(style, style.capitalize()) for style in STYLES]


class ShareButtonsBlock(blocks.StructBlock):  # type: ignore[misc]
    """A bar of the page that it stands on, with ways and a style that its editor may choose.

    What was chosen and is no longer there is left out: an old page still shows its bar.
    """

    # Functions, so that no migration of a site's own holds the channels that there once were.
    channels = blocks.MultipleChoiceBlock(
        choices=list_channels,
        required=False,
        label=_("Ways"),
        help_text=_("Those of the settings, if you choose none."),
    )
    style = blocks.ChoiceBlock(choices=list_styles, required=False, label=_("Style"))

    class Meta:
        icon = "link-external"
        label = _("Share buttons")

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        """Return the bar; "" in a preview, and where the template does not tell the page."""
        page = (context or {}).get("page")
        if context is None or page is None:
            logger.warning(
                "A bar was left out: render its block with {% include_block %}, which tells it the "
                "page."
            )
            return SafeString("")
        known = dict(list_channels())
        return buttons.render(
            page,
            request=context.get("request"),
            channels=[slug for slug in value["channels"] if slug in known],
            style=value["style"] if value["style"] in STYLES else None,
        )
