"""Contrib: apps on top of everything else, each for a site that wants it in INSTALLED_APPS."""
