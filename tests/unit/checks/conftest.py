"""Settings of a site under development."""

from __future__ import annotations
import sys
from typing import Any
import pytest
from django.contrib import admin
from django.core.checks import CheckMessage, run_checks
from django.db import connections
from django.db import models as django_models
from django.urls import path
from pytest_django import Settings
from sharekit import checks, conf
from sharekit.buffers.database import DatabaseOptions
from sharekit.buffers.redis_stream.options import RedisStreamOptions
from sharekit.checks import site
from sharekit.conf import SharekitSettings
from sharekit.models import Article
from tests.support.sharekit_gifts.conf import settings as gifts_settings
from tests.unit.checks.running import (run,)



@pytest.fixture(autouse=True)
def developing(settings: Settings) -> None:
    """Let most tests leave SITE_URL out."""
    settings.DEBUG = True
