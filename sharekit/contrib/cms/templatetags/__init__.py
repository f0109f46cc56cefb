"""Template tags for sites with django CMS."""
