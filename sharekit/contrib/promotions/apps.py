"""The app that a site adds to INSTALLED_APPS, next to sharekit and its conversions."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PromotionsConfig(AppConfig):
    """Registers settings."""

    name = "sharekit.contrib.promotions"
    label = "sharekit_promotions"
    verbose_name = _("Promotions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the app's settings."""
        # It needs the models.
        from sharekit.contrib.promotions.conf import settings
        from sharekit.setting import APPS

        APPS["promotions"] = settings
