"""The forms of the magazine."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from demo_site.magazine.models import Story


class LetterForm(forms.Form):
    """A letter to the editor; it is neither read nor stored."""

    story = forms.ModelChoiceField(
        label=_("About"),
        queryset=Story.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("The magazine as a whole"),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    letter = forms.CharField(
        label=_("Your letter"),
        min_length=10,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["story"].queryset = Story.objects.published()  # type: ignore[attr-defined]
