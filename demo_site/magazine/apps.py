"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MagazineConfig(AppConfig):
    """Registers the stories under "Magazine" in the admin."""

    name = "demo_site.magazine"
    label = "magazine"
    verbose_name = _("Magazine")
