"""An editor of the site's own articles."""

from __future__ import annotations
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import CASCADE, CharField, F, Model, OneToOneField, QuerySet
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, isolate_apps
from django.urls import reverse
from sharekit import aggregate, tokens
from sharekit.articles import identity
from sharekit.articles.find import find_key
from sharekit.figures import FIGURES
from sharekit.models import Article, ArticleTotal, ShareRollup
from sharekit.reports.period.days import last_days, today
from tests.support.newspaper.admin import PlainAdmin, StoryAdmin
from tests.support.newspaper.models import Interview, Podcast, Shout, Story, Term
from tests.support.traffic import post, share, visit
from tests.unit.admin.articles.own_articles import (DAY, travel, read, open_page, make_stories,)

MODELS = ("story", "interview", "podcast", "term")


@pytest.fixture
def desk(transactional_db: None, log_in: Callable[..., Client]) -> Client:
    """Return a browser of an editor who may change everything and see figures."""
    return log_in("view_report", *(f"{act}_{name}" for name in MODELS for act in ("change", "add")))
