"""Lets the reports be tested at noon, whatever the time is."""

from tests.clock import noon

__all__ = ["noon"]
