"""Tests that go the whole way through the real demo: browser, web server, worker, report."""
