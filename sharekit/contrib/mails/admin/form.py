"""The form of a mail and of its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.editing.languages import find_default, list_languages
from sharekit.contrib.mails.editing.mistakes import (
    describe_advertising,
    find_in_body,
    find_in_subject,
)
from sharekit.contrib.mails.models import Mail, MailText
from sharekit.contrib.mails.moments.registry import MOMENTS
from sharekit.contrib.mails.own.digest import DIGEST
from sharekit.contrib.mails.subscribing.confirmation import CONFIRMATION
from sharekit.contrib.mails.writing.letters import LETTERS
from sharekit.sites import list_named

if TYPE_CHECKING:
    Base = forms.ModelForm[Any]
    BaseSet = forms.BaseInlineFormSet[MailText, Mail, Base]
else:
    Base, BaseSet = forms.ModelForm, forms.BaseInlineFormSet

NOTHING: Final = ("", "---------")


class MailForm(Base):
    """The form of a mail: when it is sent, and to whom."""

    class Meta:
        model = Mail
        fields = (
            "name",
            "slug",
            "site",
            "moment",
            "kind",
            "topic",
            "delay",
            "expire_days",
            "promotion",
        )
        help_texts: Final = {
            "name": _("For you and your colleagues, such as “Thanks for the order”."),
            "slug": _("The name of the mail's campaign in reports. It cannot be changed later."),
            "kind": _(
                "A service mail belongs to what the person did, such as an order. Anything that "
                "advertises is marketing, and goes to subscribers only."
            ),
            "topic": _("Marketing only: who has subscribed to this topic gets the mail."),
            "delay": _("0: at once. 1,440 are a day."),
            "expire_days": _("A mail that could not be sent in this time is not sent any more."),
            "promotion": _("Marketing only: the short name of the promotion that {offer} shows."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.fields["expire_days"].initial = options.expire_days
        moments = {
            name: str(moment.title) for name, moment in MOMENTS.items() if name != CONFIRMATION
        }
        self._choose("moment", moments)
        kinds = {value: label for value, label in Mail.Kind.choices if value != Mail.Kind.ALERT}
        self._choose("kind", kinds)
        self._choose("topic", dict(options.topics), is_required=False)
        self._choose("site", {name: name for name in list_named()})

    def clean(self) -> dict[str, Any]:
        """Return the values, if they fit together."""
        cleaned = super().clean() or self.cleaned_data
        if not self.instance.pk and _is_reserved(cleaned.get("slug"), cleaned.get("moment")):
            self.add_error("slug", self.instance.unique_error_message(Mail, ("slug",)))
        kind = cleaned.get("kind", self.instance.kind)
        if kind == Mail.Kind.MARKETING and not cleaned.get("topic", self.instance.topic):
            self.add_error("topic", gettext("Choose the topic whose subscribers get the mail."))
        elif kind == Mail.Kind.SERVICE and cleaned.get("moment") == DIGEST:
            self.add_error("kind", describe_advertising("most_shared"))
        elif kind == Mail.Kind.SERVICE and "topic" in self.fields:
            cleaned["topic"] = ""
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # A site that the form does not ask for is part of what no two mails have.
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclude - {"site"}

    def _choose(self, name: str, choices: dict[str, Any], *, is_required: bool = True) -> None:
        """Let an editor choose a value; one that the settings have lost stays visible."""
        if name not in self.fields:
            return
        field, own = self.fields[name], getattr(self.instance, name)
        chosen = {**choices, **({own: own} if own and own not in choices else {})}
        self.fields[name] = forms.ChoiceField(
            label=field.label,
            help_text=field.help_text,
            choices=[*([NOTHING] if name != "kind" else ()), *chosen.items()],
            required=is_required,
        )


def _is_reserved(slug: str | None, moment: str | None) -> bool:
    """Return whether sharekit itself adds the mail of that name; only the digest is an editor's."""
    is_own = slug in LETTERS and slug in MOMENTS
    return is_own and not slug == moment == DIGEST


class TextForm(Base):
    """The form of a text in one language."""

    class Meta:
        model = MailText
        fields = ("language", "subject", "body")
        widgets: Final = {
            "subject": AdminTextInputWidget(attrs={"dir": "auto", "class": "vLargeTextField"}),
            "body": AdminTextareaWidget(attrs={"rows": 16, "dir": "auto"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = list_languages(self.instance.language, find_default())
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label,
            choices=list(languages.items()),
            initial=find_default(),
        )


class TextFormSet(BaseSet):
    """The texts of a mail, which are checked when its moment and kind are known."""

    def clean(self) -> None:
        """Add to each text the sentences on what is wrong with it."""
        super().clean()
        for form in self.forms:
            values = getattr(form, "cleaned_data", {})
            if not values or values.get("DELETE"):
                continue
            for name, find in (("subject", find_in_subject), ("body", find_in_body)):
                if sentences := list(find(self.instance, values.get(name) or "")):
                    form.add_error(name, ValidationError(sentences))
