"""The table of the plugin."""

from __future__ import annotations

from cms.models import CMSPlugin
from django.db import models
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.choices import list_channels


class ShareButtons(CMSPlugin):  # type: ignore[misc] # django CMS ships no types
    """What an editor chose for the buttons at one place; no reader's data."""

    # Without choices, so that new channels need no migration.
    channels = models.JSONField(default=list, blank=True)
    style = models.CharField(max_length=50, blank=True)

    class Meta:
        verbose_name = _("share buttons")
        verbose_name_plural = _("share buttons")

    def __str__(self) -> str:
        names = dict(list_channels())
        return ", ".join(names[slug] for slug in self.channels if slug in names)
