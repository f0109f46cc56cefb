"""Contrib: optional apps on top of sharekit, each added to INSTALLED_APPS by sites that want it.

choices.py has what editors choose in the apps of content management systems.
"""
