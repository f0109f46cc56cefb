"""Letters: what editors write, and what mail programs read."""
