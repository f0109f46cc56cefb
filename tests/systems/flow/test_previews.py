"""The demo's stories lack nothing that previews show: the command itself says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demo_site.magazine import manuscripts
from tests.systems.flow.demo import Demo

pytestmark = pytest.mark.slow

CHECK_EVERY = """
from django.core.management import call_command
from demo_site.magazine.models import Story
for story in Story.objects.all():
    call_command("sharekit_check_page", story.get_absolute_url(), format="json")
    print("----")
"""
"""A process for each story would take ten times as long."""


def test_every_story_of_the_demo_lacks_nothing_that_previews_show(magazine: Path) -> None:
    # As on a real site: pictures of one without HTTPS get a hint.
    demo = Demo(magazine, variables={"SITE_URL": "https://localhost"})

    printed = demo.manage("shell", "--verbosity", "0", "--command", CHECK_EVERY)

    reports = [json.loads(report) for report in printed.split("----\n")[:-1]]
    assert len(reports) == len(list(manuscripts.FOLDER.glob("*.html")))
    assert {row["shows"] for each in reports for row in each["apps"] if row["previews"]} == {
        "large"
    }
    reported = {finding["sentence"] for each in reports for finding in each["findings"]}
    # What Facebook and others do with the mark is not the fault of the page.
    assert [sentence for sentence in reported if "which has no mark" not in sentence] == []
