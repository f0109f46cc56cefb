"""Loads the stories from their files and creates the demo's editor."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction

from demo_site.magazine import manuscripts
from demo_site.magazine.models import Story

NAME: Final = "demo"
"""Name and password of the editor; the demo listens only on this machine."""


class Command(BaseCommand):
    """Loads new and changed stories; runs at every start, deletes nothing, counts nothing."""

    help = "Load the magazine's stories from their files and make the admin user demo/demo."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        """Load the stories, create the user if missing, and print the number of changed stories.

        A story whose file has not changed since it was loaded is left alone, with all edits of the
        editor.
        """
        loaded = sum(self._load(manuscript) for manuscript in manuscripts.read_all())
        made = self._make_editor()
        self.stdout.write(
            f"{Story.objects.count()} stories, {loaded} of them loaded from their files"
            + (f"; created the admin user {NAME}" if made else "")
        )

    def _load(self, manuscript: manuscripts.Manuscript) -> bool:
        if Story.objects.filter(slug=manuscript.slug, digest=manuscript.digest).exists():
            return False
        fields = dataclasses.asdict(manuscript)
        Story.objects.update_or_create(slug=fields.pop("slug"), defaults=fields)
        return True

    def _make_editor(self) -> bool:
        users = get_user_model().objects
        if users.filter(username=NAME).exists():
            return False
        users.create_superuser(username=NAME, email=f"{NAME}@example.org", password=NAME)
        return True
