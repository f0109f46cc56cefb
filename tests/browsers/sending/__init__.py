"""Tests what leaves the browser: through networks that fail, and as its reader chose."""
