"""Tracked links for a site's own code: `from sharekit.links import tracked_url`."""

from sharekit.buttons import render_links, tracked_url

__all__ = ["render_links", "tracked_url"]
