"""Checks of the settings, and the doctor's of the app at work."""
