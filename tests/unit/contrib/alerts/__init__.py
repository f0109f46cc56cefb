"""Letters to editors."""
