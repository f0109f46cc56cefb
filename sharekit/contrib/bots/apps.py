"""The app that a site adds to INSTALLED_APPS, next to sharekit."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class BotsConfig(AppConfig):
    """Registers settings, checks, what is stored and deleted, and the site's answers."""

    name = "sharekit.contrib.bots"
    label = "sharekit_bots"
    verbose_name = _("Bots")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add an entry to each registry, and import the answers of the site's apps."""
        # They need the models.
        from sharekit.contrib.bots.checks import CHECKS
        from sharekit.contrib.bots.conf import settings
        from sharekit.contrib.bots.conversations.notices import connect
        from sharekit.contrib.bots.keeping import BotKeeper
        from sharekit.contrib.bots.privacy import INVENTORY
        from sharekit.contrib.bots.working.doctor import examine
        from sharekit.extensions import FINDINGS, INVENTORIES, KEEPERS
        from sharekit.setting import APPS

        APPS["bots"] = settings
        FINDINGS["bots"] = examine
        INVENTORIES["bots"] = INVENTORY
        KEEPERS["bots"] = BotKeeper()
        for check in CHECKS:
            register(check, Tags.compatibility)
        connect()
        autodiscover_modules("bots")
