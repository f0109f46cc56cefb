"""Tests the editors' pages of mails."""
