"""An optional app as those in sharekit.contrib: orders, with an entry in each registry."""
