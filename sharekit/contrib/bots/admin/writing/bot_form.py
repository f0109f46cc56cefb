"""The form of a bot: what it says by itself, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.admin.writing.buttons import ButtonsField
from sharekit.contrib.bots.admin.writing.outline import list_lines
from sharekit.contrib.bots.models import Bot
from sharekit.contrib.bots.platforms.accounts import list_accounts
from sharekit.sites import list_named

if TYPE_CHECKING:
    Base = forms.ModelForm[Any]
else:
    Base = forms.ModelForm

_ROWS: Final = {"rows": 3, "cols": 60, "dir": "auto"}


class BotForm(Base):
    """The form of a bot."""

    site = forms.ChoiceField(label=_("Site"), required=False)
    language = forms.ChoiceField(label=_("Language"))
    accounts = forms.MultipleChoiceField(
        label=_("Accounts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where customers write to the bot. Accounts are in the site's settings."),
    )
    menu = ButtonsField(label=_("Menu"), required=False, help_text=_("Buttons below the greeting."))

    class Meta:
        model = Bot
        fields = (
            *("name", "slug", "site", "language", "accounts", "greeting", "menu", "unknown_text"),
            *("media_text", "hand_over_text", "closed_text", "hours"),
        )
        widgets: Final = {
            name: forms.Textarea(attrs=_ROWS)
            for name in (
                *("greeting", "unknown_text", "media_text", "hand_over_text", "closed_text"),
                "hours",
            )
        }
        help_texts: Final = {
            "greeting": _("Say that the bot answers automatically, and how to reach a person."),
            "hours": _(
                "When persons answer, one line for some days, such as “Mo-Fr 9:00-17:00”. Empty: "
                "at any time."
            ),
            "slug": _("The name for commands and in reports. It cannot be changed later."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        bot = self.instance
        if "site" in fields:
            fields["site"].choices = [("", "---------"), *((each, each) for each in list_named())]
        languages = dict(settings.LANGUAGES)
        languages.setdefault(bot.language, bot.language)
        fields["language"].choices = [(code, _(name)) for code, name in languages.items() if code]
        known = [account.slug for account in list_accounts()]
        slugs = dict.fromkeys([*known, *(bot.accounts or [])])
        fields["accounts"].choices = [(slug, slug) for slug in slugs]
        if "menu" in fields and bot.pk:
            fields["menu"].set_rules([(line.rule.pk, line.title) for line in list_lines(bot)])
