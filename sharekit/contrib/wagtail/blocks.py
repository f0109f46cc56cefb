"""A StreamField block: editors place share buttons in the page."""

from __future__ import annotations

import logging
from typing import Any, Final

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.staticfiles import versioned_static

# In every version of Wagtail they are there, and elsewhere in some.
from wagtail.blocks.field_block import Adapter, register

from sharekit.contrib.choices import (
    CHANNELS_HELP,
    OrderedCheckboxes,
    list_channels,
    list_styles,
    render_chosen_bar,
)

logger: Final = logging.getLogger("sharekit")

Deconstructed = tuple[str, list[Any], dict[str, Any]]


class ChannelsBlock(blocks.MultipleChoiceBlock):  # type: ignore[misc]
    """Checkboxes of channels, which an editor may order."""

    def deconstruct(self) -> Deconstructed:
        """Return a block of Wagtail without choices, so that no migration names sharekit."""
        return "wagtail.blocks.MultipleChoiceBlock", [], {"choices": [], "required": False}


class StyleBlock(blocks.ChoiceBlock):  # type: ignore[misc]
    """A menu of styles."""

    def deconstruct(self) -> Deconstructed:
        """Return a block of Wagtail without choices, so that no migration names sharekit."""
        return "wagtail.blocks.ChoiceBlock", [], {"choices": [], "required": False}


class ShareButtonsBlock(blocks.StructBlock):  # type: ignore[misc]
    """Share buttons for the page that contains the block; editors may choose channels and style.

    Chosen channels and styles that no longer exist are left out, so an old page still shows its
    bar.
    """

    channels = ChannelsBlock(
        choices=list_channels,
        widget=OrderedCheckboxes(),
        required=False,
        label=_("Channels"),
        help_text=CHANNELS_HELP,
        search_index=False,
    )
    style = StyleBlock(choices=list_styles, required=False, label=_("Style"), search_index=False)

    class Meta:
        icon = "link-external"
        label = _("Share buttons")
        description = _("Buttons with which readers share this page.")

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        """Return the bar; "" in a preview, and if the template does not pass the page."""
        page = (context or {}).get("page")
        if context is None or page is None:
            logger.warning(
                "Share buttons were left out. Render the block with {% include_block %}, "
                "which passes the page to it."
            )
            return SafeString("")
        return render_chosen_bar(
            page,
            request=context.get("request"),
            channels=value["channels"],
            style=value["style"],
        )

    def get_preview_template(self, value: Any, context: dict[str, Any] | None = None) -> str:
        """Return Wagtail's template, or the site's own in its place."""
        template: str = self.DEFAULT_PREVIEW_TEMPLATE
        return template

    def get_preview_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return a context whose page is the site's root: the block picker has no page."""
        return {**(parent_context or {}), "page": "/"}


class OrderedCheckboxesAdapter(Adapter):  # type: ignore[misc]
    """Names the class in ordered-checkboxes.js that shows the boxes in a block's form."""

    js_constructor = "sharekit.OrderedCheckboxes"

    def js_args(self, widget: OrderedCheckboxes) -> list[str]:
        """Return the HTML, in which the class fills in a name and an id."""
        return [widget.render("__NAME__", None, attrs={"id": "__ID__"})]

    def get_media(self, widget: OrderedCheckboxes) -> forms.Media:
        """Return the scripts: that of Wagtail's widgets first."""
        return forms.Media(js=[versioned_static("wagtailadmin/js/telepath/widgets.js")]) + (
            widget.media
        )


register(OrderedCheckboxesAdapter(), OrderedCheckboxes)
