"""A form field for buttons: each row has a label, and the rule that the button leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sharekit.contrib.bots.rules.problems import MOST_CHOICES

Named = Sequence[tuple[int, str]]
_SPARE: Final = 2
_LEAST: Final = 3
_LABEL_LENGTH: Final = 100


class ButtonsWidget(forms.Widget):
    """Rows of a label and a rule, two more than there are buttons."""

    use_fieldset = True
    rules: Named = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return the rows that are not empty."""
        rows = [
            {
                "label": data.get(f"{name}-{row}-label", "").strip(),
                "rule": data.get(f"{name}-{row}-rule", ""),
            }
            for row in range(MOST_CHOICES)
        ]
        return [row for row in rows if row["label"] or row["rule"]]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Return False: without rows there are no buttons."""
        return False

    def id_for_label(self, id_: str) -> str:
        """Return "": each row has labels of its own."""
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the rows as HTML."""
        given = list(value or [])[:MOST_CHOICES]
        wanted = min(max(len(given) + _SPARE, _LEAST), MOST_CHOICES)
        rows = [*given, *({"label": "", "rule": ""} for _row in range(wanted - len(given)))]
        context = {
            "name": name,
            "rows": [{**row, "rule": str(row.get("rule") or "")} for row in rows],
            "rules": [(str(number), title) for number, title in self.rules],
            "most": _LABEL_LENGTH,
        }
        return mark_safe(render_to_string("admin/sharekit_bots/buttons.html", context))  # noqa: S308 - a template escapes


class ButtonsField(forms.Field):
    """The buttons of an answer or of the menu."""

    widget = ButtonsWidget

    def set_rules(self, rules: Named) -> None:
        """Let buttons lead to these rules."""
        self.widget.rules = rules

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Return labels and rules; raise ValidationError for a half of a button."""
        known = {str(number): number for number, _title in self.widget.rules}
        buttons = []
        for row in value:
            label = row["label"]
            if not label:
                raise ValidationError(_("A button has no label."))
            if row["rule"] not in known:
                raise ValidationError(
                    _("Choose where the button “%(label)s” leads.") % {"label": label}
                )
            if len(label) > _LABEL_LENGTH:
                raise ValidationError(_("The label “%(label)s” is too long.") % {"label": label})
            buttons.append({"label": label, "rule": known[row["rule"]]})
        return buttons
