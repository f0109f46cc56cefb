"""Holds what the bar is measured against."""
