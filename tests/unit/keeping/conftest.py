"""Lets pruning and forgetting be tested at noon, whatever the time is."""

from tests.support.clock import noon

__all__ = ["noon"]
