"""The doctor's check of conversions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sharekit.contrib.conversions.checks.settings import CHECKS
from sharekit.contrib.conversions.conf import settings
from sharekit.contrib.conversions.credit.shares import PATIENCE
from sharekit.contrib.conversions.models import Conversion
from sharekit.extensions import Finding, Level
from sharekit.formats import format_number

_LATE: Final = PATIENCE + timedelta(minutes=15)
"""After an hour each conversion is credited with the next task."""


def examine() -> Iterator[Finding]:
    """Run the app's system checks, and say whether conversions are credited."""
    for check in CHECKS:
        for message in check(None):
            level: Level = (
                "problem" if message.is_serious() and not message.is_silenced() else "hint"
            )
            yield Finding(level, f"{message.msg} ({message.id})", message.hint or "")
    late = Conversion.objects.filter(due=True, at__lt=timezone.now() - _LATE).count()
    if late:
        sentence = ngettext(
            "%(count)s conversion has been waiting for more than an hour.",
            "%(count)s conversions have been waiting for more than an hour.",
            late,
        )
        yield Finding(
            "problem",
            sentence % {"count": format_number(late)},
            _("Start Celery's worker and beat, or manage.py sharekit_run --watch."),
        )
    elif Conversion.objects.exists():
        yield Finding("ok", _("All conversions are credited."))
    elif settings.goals:
        yield Finding(
            "hint",
            _("No conversion was recorded yet. Goals: %(goals)s.")
            % {"goals": ", ".join(settings.goals)},
            _("Call record_conversion where an order is placed: see docs/conversions.md."),
        )
