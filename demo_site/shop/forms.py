"""The forms of the shop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib.auth.forms import AuthenticationForm, BaseUserCreationForm
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    UserCreationForm = BaseUserCreationForm[User]
else:
    UserCreationForm = BaseUserCreationForm  # generic only in the stubs


NOTICE: Final = (
    "We send you news and offers of our shop by email. You can stop them at any time, here and in "
    "each mail."
)
"""What the checkout says about mails; it is kept with each subscription."""
STARS: Final = range(1, 6)


class CheckoutForm(forms.Form):
    """Who orders, and where the parcel goes."""

    email = forms.EmailField(
        label=_("Email"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    address = forms.CharField(
        label=_("Street, postcode and town"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    voucher = forms.CharField(
        label=_("Voucher"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    no_offers = forms.BooleanField(label=_("No news and offers, please"), required=False)

    def clean_voucher(self) -> str:
        """Return the code in the letters of vouchers."""
        code: str = self.cleaned_data["voucher"]
        return code.upper()


class SignUpForm(UserCreationForm):
    """A new account; the email address is its user name."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    email = forms.EmailField(
        label=_("Email"),
        max_length=150,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    class Meta:
        model = User
        fields = ("first_name", "email")

    def clean_email(self) -> str:
        """Return the address if it has no account yet."""
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(username=email).exists():
            raise forms.ValidationError(_("This address has an account already."))
        return email

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 - Django's signature
        """Create the account."""
        self.instance.username = self.cleaned_data["email"]
        return super().save(commit=commit)


class LogInForm(AuthenticationForm):
    """Log in by email address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Email")
