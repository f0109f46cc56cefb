"""An optional app of another package, with a setting and a scheduled task of its own."""
