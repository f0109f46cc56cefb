"""Subscribers' pages in real browsers."""
