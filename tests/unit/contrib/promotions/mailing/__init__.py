"""Tests of what mails show of a promotion."""
