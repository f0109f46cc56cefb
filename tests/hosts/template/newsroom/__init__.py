"""Is the host's own app."""
