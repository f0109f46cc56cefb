"""The doctor's check of django CMS: whether it shows a page."""

from __future__ import annotations

from collections.abc import Iterator

from cms.models import PageContent
from django.utils.translation import gettext as _

from sharekit.extensions import Finding


def examine() -> Iterator[Finding]:
    """Check that a page is published: before, django CMS has only pages of its own."""
    if PageContent.objects.exists():
        yield Finding("ok", _("django CMS has a published page."))
    else:
        yield Finding(
            "hint",
            _(
                "django CMS has no published page, so it shows its welcome page or leads into the "
                "admin."
            ),
            _("Publish a page with share buttons, and give its address: --url."),
        )
