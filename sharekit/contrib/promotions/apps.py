"""The app that a site adds to INSTALLED_APPS, next to sharekit and its conversions."""

from __future__ import annotations

from django.apps import AppConfig, apps
from django.core.checks import Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class PromotionsConfig(AppConfig):
    """Registers settings, checks, findings, what is stored and deleted, and a block of mails."""

    name = "sharekit.contrib.promotions"
    label = "sharekit_promotions"
    verbose_name = _("Promotions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add an entry to each registry; raise ImproperlyConfigured without conversions."""
        # A system check would come too late: the models of conversions cannot be imported.
        if not apps.is_installed("sharekit.contrib.conversions"):
            raise ImproperlyConfigured(
                "Add 'sharekit.contrib.conversions' to INSTALLED_APPS: sharekit.contrib.promotions "
                "needs it."
            )
        # They need the models.
        from sharekit.contrib.promotions.checks import CHECKS, DATABASE_CHECKS
        from sharekit.contrib.promotions.conf import settings
        from sharekit.contrib.promotions.doctor import examine
        from sharekit.contrib.promotions.keeping import PromotionKeeper
        from sharekit.contrib.promotions.privacy import INVENTORY
        from sharekit.extensions import FINDINGS, INVENTORIES, KEEPERS
        from sharekit.setting import APPS

        APPS["promotions"] = settings
        FINDINGS["promotions"] = examine
        KEEPERS["promotions"] = PromotionKeeper()
        INVENTORIES["promotions"] = INVENTORY
        for check in CHECKS:
            register(check, Tags.compatibility)
        for check in DATABASE_CHECKS:
            register(check, Tags.database)
        if apps.is_installed("sharekit.contrib.mails"):
            from sharekit.contrib.promotions.mailing.block import add_block

            add_block()
