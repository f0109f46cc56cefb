"""Contrib: optional apps on top of sharekit, each added to INSTALLED_APPS by sites that want it."""
