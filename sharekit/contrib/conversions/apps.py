"""The app that a site adds to INSTALLED_APPS, next to sharekit."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from sharekit.extensions import API, FINDINGS, INVENTORIES, KEEPERS, SECTIONS
from sharekit.setting import APPS


class ConversionsConfig(AppConfig):
    """Registers settings, checks, and an entry in each registry."""

    name = "sharekit.contrib.conversions"
    label = "sharekit_conversions"
    verbose_name = _("Conversions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the app to sharekit."""
        # They need the models.
        from sharekit.contrib.conversions.checks.doctor import examine
        from sharekit.contrib.conversions.checks.settings import CHECKS
        from sharekit.contrib.conversions.conf import settings
        from sharekit.contrib.conversions.keeping.keeper import ConversionKeeper
        from sharekit.contrib.conversions.keeping.privacy import INVENTORY
        from sharekit.contrib.conversions.reports.section import SECTION

        APPS["conversions"] = settings
        KEEPERS["conversions"] = ConversionKeeper()
        FINDINGS["conversions"] = examine
        INVENTORIES["conversions"] = INVENTORY
        SECTIONS["conversions"] = SECTION
        API["conversions"] = "sharekit.contrib.conversions.api"
        for check in CHECKS:
            register(check, Tags.compatibility)
