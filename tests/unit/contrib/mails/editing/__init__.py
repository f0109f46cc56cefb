"""Tests what editors do with mails."""
