"""Reads the groups of all articles again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext, ngettext

from sharekit.aggregate.groups import group_all
from sharekit.conf import settings
from sharekit.formats import format_number


class Command(BaseCommand):
    """Calls the function that GROUPS names for all articles, not only for those of which it is the
    day.
    """

    help = "Read the groups of all articles again, from the function that GROUPS names."

    def handle(self, **options: Any) -> None:
        """Read them, and say for how many articles; without GROUPS, delete all groups."""
        count = group_all()
        if not settings.groups:
            self.stdout.write(gettext("GROUPS is not set, so no article belongs to a group."))
            return
        sentence = ngettext(
            "Read the groups of %(count)s article.", "Read the groups of %(count)s articles.", count
        )
        self.stdout.write(sentence % {"count": format_number(count)})
