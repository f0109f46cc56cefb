"""The app that a Wagtail site adds to INSTALLED_APPS, next to sharekit."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sharekit.extensions import FINDINGS


class SharekitWagtailConfig(AppConfig):
    """An app without tables: only hooks, a page, and a check."""

    name = "sharekit.contrib.wagtail"
    label = "sharekit_wagtail"
    verbose_name = _("Sharing in Wagtail")

    def ready(self) -> None:
        """Add the doctor's check; without tables there is nothing else to add."""
        # It needs Wagtail's models.
        from sharekit.contrib.wagtail.doctor import examine

        FINDINGS["wagtail"] = examine
