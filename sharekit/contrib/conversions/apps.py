"""The app that a site adds to INSTALLED_APPS, next to sharekit."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversionsConfig(AppConfig):
    """Registers settings."""

    name = "sharekit.contrib.conversions"
    label = "sharekit_conversions"
    verbose_name = _("Conversions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the app's settings."""
        # It needs the models.
        from sharekit.contrib.conversions.conf import settings
        from sharekit.setting import APPS

        APPS["conversions"] = settings
