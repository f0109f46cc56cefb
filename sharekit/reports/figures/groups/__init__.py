"""The figures of the site's own groups of articles."""
