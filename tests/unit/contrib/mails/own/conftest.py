"""A site with two topics and their pages."""

from __future__ import annotations

from tests.unit.contrib.mails.subscribing.conftest import clock, site

__all__ = ["clock", "site"]
