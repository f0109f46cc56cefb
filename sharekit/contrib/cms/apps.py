"""The app that a django CMS site adds to INSTALLED_APPS, next to sharekit."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.cms.modes import is_edited
from sharekit.drafts import MODES
from sharekit.extensions import FINDINGS


class SharekitCmsConfig(AppConfig):
    """An app with the table of its plugin, which contains what editors choose."""

    name = "sharekit.contrib.cms"
    label = "sharekit_cms"
    verbose_name = _("Sharing in django CMS")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the modes that show drafts, and the doctor's check."""
        # It needs the models of django CMS.
        from sharekit.contrib.cms.doctor import examine

        MODES["cms"] = is_edited
        FINDINGS["cms"] = examine
