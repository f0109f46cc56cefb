"""Mails at key moments, with something worth passing on: an optional app."""
