"""Empties what names a person; hashes stay, so that nothing is sent twice."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sharekit.extensions import Keeper


class MailKeeper(Keeper):
    """Keeps the address and the facts of a message for KEEP_DAYS."""

    title = _("Mails")
