"""The app that a site adds to INSTALLED_APPS, next to sharekit and its mails."""

from __future__ import annotations

from django.apps import AppConfig, apps
from django.core.checks import Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    """Registers letters, checks, findings, what is stored, and what is deleted."""

    name = "sharekit.contrib.alerts"
    label = "sharekit_alerts"
    verbose_name = _("Letters to editors")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add an entry to each registry; raise ImproperlyConfigured without mails."""
        # A system check would come too late: the models of mails cannot be imported.
        if not apps.is_installed("sharekit.contrib.mails"):
            raise ImproperlyConfigured(
                "Add 'sharekit.contrib.mails' to INSTALLED_APPS: sharekit.contrib.alerts needs it."
            )
        # They need the models.
        from sharekit.contrib.alerts.checks import CHECKS
        from sharekit.contrib.alerts.doctor import examine
        from sharekit.contrib.alerts.keeping import AlertKeeper
        from sharekit.contrib.alerts.letters.register import register_letters
        from sharekit.contrib.alerts.privacy import INVENTORY
        from sharekit.extensions import FINDINGS, INVENTORIES, KEEPERS

        FINDINGS["alerts"] = examine
        KEEPERS["alerts"] = AlertKeeper()
        INVENTORIES["alerts"] = INVENTORY
        for check in CHECKS:
            register(check, Tags.compatibility)
        register_letters()
