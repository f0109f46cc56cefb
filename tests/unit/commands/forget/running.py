"""Runs the command."""

from __future__ import annotations
import io
import re
import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import timezone
from msgspec.structs import replace
from pytest_django import Settings
from sharekit import aggregate, keys, tokens
from sharekit.events import encode
from sharekit.models import Article, BufferedEvent, Clickback, RejectedEvent, ShareLink
from sharekit.reports.figures.articles.popular import list_popular
from sharekit.reports.figures.articles.sums import list_articles
from sharekit.reports.period.days import Period
from tests.support.traffic import BRIDGE, MADE, SWIFTS, make_link, post, share, stamped, visit
from tests.unit.aggregate.test_counts import assert_totals_agree



def run(what: str, *arguments: str, by: str = "--link") -> tuple[list[str], str, int]:
    """Run the command and return what it wrote, its error, and its exit code."""
    out = io.StringIO()
    try:
        call_command("sharekit_forget", by, what, *arguments, stdout=out, no_color=True)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error), error.returncode
    return out.getvalue().splitlines(), "", 0
