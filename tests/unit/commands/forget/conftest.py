"""A link that was shared and opened."""

from __future__ import annotations

import pytest

from sharekit import tokens
from tests.support.traffic import post, share, visit


@pytest.fixture
def link() -> str:
    """Return the mark of a link that was opened once and reshared once."""
    link = tokens.mint("w")
    post(share(link))
    post(visit(link), share(parent=link), address="192.0.2.2")
    return link
