"""The template tag library."""
