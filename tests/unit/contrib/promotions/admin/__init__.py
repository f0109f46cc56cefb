"""Tests the marketer's pages."""
