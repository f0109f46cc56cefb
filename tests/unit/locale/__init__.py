"""Tests the catalogs of the texts that visitors read; tools/catalogs.py updates them."""
