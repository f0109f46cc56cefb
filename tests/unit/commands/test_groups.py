"""sharekit_groups: reads all groups again, and deletes them if no function names any."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from sharekit import keys
from sharekit.models import Article, ArticleGroup
from tests.support.newspaper.models import Story


def name_groups(thing: Any) -> dict[str, str]:
    """Return the title as section."""
    return {"section": thing.title}


def run() -> str:
    out = io.StringIO()
    call_command("sharekit_groups", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_all_articles_are_grouped_again(story: Story, settings: Settings) -> None:
    settings.SHAREKIT = {"GROUPS": f"{__name__}.name_groups"}
    Article.objects.create(
        site="news.example",
        identity=f"newspaper.story:{story.pk}",
        url="https://news.example/bridge/",
        title="The bridge",
        grouped=keys.get_day(),
    )

    assert "1" in run()
    assert ArticleGroup.objects.get().name == "The bridge"

    settings.SHAREKIT = {}

    assert "GROUPS" in run()
    assert not ArticleGroup.objects.exists()
