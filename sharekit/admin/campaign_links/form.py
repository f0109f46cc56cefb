"""The form with which editors create a campaign link."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.channels.find import get_all
from sharekit.exceptions import Refused
from sharekit.keys import ADDRESS_LENGTH
from sharekit.links import campaign_links
from sharekit.models import CAMPAIGN_LENGTH, Article, CampaignLink
from sharekit.reports.figures.articles.lookup import find_article
from sharekit.reports.words.names import name_channel

MOST_SUGGESTED: Final = 200
# The browser's share menu cannot be the channel of a campaign.
_NOT_OFFERED: Final = ("native",)


def list_channels() -> list[tuple[str, str]]:
    """Return the slugs and names of the channels that a campaign link may have."""
    return [
        (slug, name_channel(slug))
        for slug, channel in get_all().items()
        if channel.button and slug not in _NOT_OFFERED
    ]


def _list_choices() -> list[tuple[str, str]]:
    """Return the channels below an empty choice, so that nobody takes the first one unseen."""
    return [("", "---------"), *list_channels()]


class ArticleInput(AdminTextInputWidget):
    """A field for an address that suggests the articles that were seen last.

    The admin's own autocomplete violates a strict content security policy, and has no accessible
    name while it is empty.
    """

    def render(self, name: str, *args: Any, **kwargs: Any) -> SafeString:
        """Return the field and its suggestions."""
        options = Article.objects.order_by("-pk").values_list("url", "title")[:MOST_SUGGESTED]
        return format_html(
            '{}<datalist id="sharekit-articles">{}</datalist>',
            super().render(name, *args, **kwargs),
            format_html_join("", '<option value="{}">{}</option>', options),
        )


class CampaignLinkForm(forms.ModelForm):  # type: ignore[type-arg] # not subscriptable when it runs
    """The form for a new link."""

    article = forms.CharField(
        label=_("Article"),
        max_length=ADDRESS_LENGTH,
        widget=ArticleInput(attrs={"list": "sharekit-articles"}),
        help_text=_("Its address. Type a part of the title for suggestions."),
    )
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=_list_choices,
        help_text=_("How you will share the link."),
    )
    campaign = forms.CharField(
        label=_("Campaign"),
        max_length=CAMPAIGN_LENGTH,
        widget=AdminTextInputWidget,
        help_text=_(
            "A name of your choice, such as “Newsletter of May”. Use one campaign for all "
            "recipients, never one for each."
        ),
    )

    class Meta:
        model = CampaignLink
        fields = ("article", "channel", "campaign")

    def clean_article(self) -> Article:
        """Return the known article with that address."""
        try:
            article = find_article(self.cleaned_data["article"])
        except Refused as refused:
            unknown = gettext(
                "This address has not been seen yet. Open the page once, wait until the "
                "visit has been counted, then try again."
            )
            raise ValidationError(unknown if refused.status == 404 else refused.sentence) from None
        if urlsplit(article.url).scheme not in {"http", "https"}:
            raise ValidationError(gettext("This article has no web address."))
        return article

    def clean_campaign(self) -> str:
        """Return the label as it will be stored."""
        try:
            return campaign_links.parse_campaign(self.cleaned_data["campaign"])
        except ValueError:
            # The field has already checked that the label is present and short enough.
            raise ValidationError(
                gettext("The name contains invisible characters. Please remove them.")
            ) from None
