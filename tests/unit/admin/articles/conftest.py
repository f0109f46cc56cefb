"""An editor of the site's own articles."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

MODELS = ("story", "interview", "podcast", "term")


@pytest.fixture
def desk(transactional_db: None, log_in: Callable[..., Client]) -> Client:
    """Return a browser of an editor who may change everything and see figures."""
    return log_in("view_report", *(f"{act}_{name}" for name in MODELS for act in ("change", "add")))
