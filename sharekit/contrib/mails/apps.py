"""The app that a site adds to INSTALLED_APPS, next to sharekit."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MailsConfig(AppConfig):
    """Registers settings, checks, findings, what is stored, what is deleted, and moments."""

    name = "sharekit.contrib.mails"
    label = "sharekit_mails"
    verbose_name = _("Mails")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add an entry to each registry, and import the moments of the site's apps."""
        # They need the models.
        from sharekit.contrib.mails.checks import CHECKS
        from sharekit.contrib.mails.conf import settings
        from sharekit.contrib.mails.doctor.findings import examine
        from sharekit.contrib.mails.doctor.trial import try_mails
        from sharekit.contrib.mails.keeping import MailKeeper
        from sharekit.contrib.mails.own.register import register as register_own
        from sharekit.contrib.mails.privacy import INVENTORY
        from sharekit.contrib.mails.reports.section import SECTION
        from sharekit.contrib.mails.subscribing.bounces import connect
        from sharekit.extensions import API, FINDINGS, INVENTORIES, KEEPERS, SECTIONS, TRIALS
        from sharekit.setting import APPS

        APPS["mails"] = settings
        FINDINGS["mails"] = examine
        TRIALS["mails"] = try_mails
        KEEPERS["mails"] = MailKeeper()
        INVENTORIES["mails"] = INVENTORY
        SECTIONS["mails"] = SECTION
        API["mails"] = "sharekit.contrib.mails.reports.api"
        for check in CHECKS:
            register(check, Tags.compatibility)
        register_own()
        connect()
        autodiscover_modules("mails")
