"""The Django app."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from sharekit.checks.catalogue import CHECKS, DEPLOY_CHECKS


class SharekitConfig(AppConfig):
    """Registers the models and the system checks."""

    name = "sharekit"
    verbose_name = _("Sharing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks."""
        for check in CHECKS:
            register(check, Tags.compatibility)
        for check in DEPLOY_CHECKS:
            register(check, Tags.security, deploy=True)
