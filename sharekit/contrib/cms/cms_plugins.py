"""The plugin with share buttons, which django CMS finds in this file."""

from __future__ import annotations

from typing import Any

from cms.plugin_base import CMSPluginBase
from cms.plugin_pool import plugin_pool
from django import forms
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.choices import (
    CHANNELS_HELP,
    OrderedCheckboxes,
    list_channels,
    list_styles,
    render_chosen_bar,
)
from sharekit.contrib.cms.models import ShareButtons
from sharekit.contrib.cms.shown import find_shown


class ShareButtonsForm(forms.ModelForm):  # type: ignore[type-arg] # not subscriptable when it runs
    """The form in which an editor chooses channels, their order, and a style."""

    channels = forms.MultipleChoiceField(
        choices=list_channels,
        widget=OrderedCheckboxes,
        required=False,
        label=_("Channels"),
        help_text=CHANNELS_HELP,
    )
    style = forms.ChoiceField(
        choices=lambda: [("", "---------"), *list_styles()], required=False, label=_("Style")
    )

    class Meta:
        model = ShareButtons
        fields = ("channels", "style")


@plugin_pool.register_plugin
class ShareButtonsPlugin(CMSPluginBase):  # type: ignore[misc]
    """Share buttons for what the request shows."""

    model = ShareButtons
    form = ShareButtonsForm
    name = _("Share buttons")
    render_template = "sharekit_cms/share_buttons.html"
    # One placeholder is on many pages if it belongs to an alias, or is inherited.
    cache = False

    def render(self, context: Any, instance: ShareButtons, placeholder: str) -> Any:
        """Return the context with the bar: none in edit and preview mode, or on an error page."""
        request, bar = context.get("request"), ""
        if request and (shown := find_shown(request, context)):
            bar = render_chosen_bar(
                shown, request=request, channels=instance.channels, style=instance.style
            )
        context["bar"] = bar
        return super().render(context, instance, placeholder)
