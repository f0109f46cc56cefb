"""Renews and tests the catalogs of what readers read: `python -m tests.locale` renews them."""
