"""A StreamField block: editors place share buttons in the page."""

from __future__ import annotations

import logging
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from sharekit.articles.find import or_nothing
from sharekit.buttons.bar import STYLES, render_bar
from sharekit.channels.find import get_all

logger: Final = logging.getLogger("sharekit")


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


class ShareButtonsBlock(blocks.StructBlock):  # type: ignore[misc]
    """Share buttons for the page that contains the block; editors may choose channels and style.

    Chosen channels and styles that no longer exist are left out, so an old page still shows its
    bar.
    """

    # Functions, so that a site's migrations do not contain the current channels.
    channels = blocks.MultipleChoiceBlock(
        choices=list_channels,
        required=False,
        label=_("Channels"),
        help_text=_("If you choose none, the channels from the settings are used."),
    )
    style = blocks.ChoiceBlock(choices=list_styles, required=False, label=_("Style"))

    class Meta:
        icon = "link-external"
        label = _("Share buttons")

    @or_nothing
    def render(self, value: Any, context: dict[str, Any] | None = None) -> str:
        """Return the bar; "" in a preview, and if the template does not pass the page."""
        page = (context or {}).get("page")
        if context is None or page is None:
            logger.warning(
                "Share buttons were left out. Render the block with {% include_block %}, "
                "which passes the page to it."
            )
            return SafeString("")
        known = dict(list_channels())
        return render_bar(
            page,
            request=context.get("request"),
            channels=[slug for slug in value["channels"] if slug in known],
            style=value["style"] if value["style"] in STYLES else None,
        )
