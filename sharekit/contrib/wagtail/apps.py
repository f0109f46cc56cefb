"""The app that a Wagtail site adds to INSTALLED_APPS, next to sharekit."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharekitWagtailConfig(AppConfig):
    """An app without tables: only hooks and a page."""

    name = "sharekit.contrib.wagtail"
    label = "sharekit_wagtail"
    verbose_name = _("Sharing in Wagtail")
