"""Invented worlds whose truth is known, and what the reports find again of it."""
