"""A link that was shared and opened."""

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
from tests.unit.commands.forget.running import (run,)



@pytest.fixture
def link() -> str:
    """Return the mark of a link that was opened once and reshared once."""
    link = tokens.mint("w")
    post(share(link))
    post(visit(link), share(parent=link), address="192.0.2.2")
    return link
