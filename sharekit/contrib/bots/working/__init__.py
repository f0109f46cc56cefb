"""Looks for messages that came while the site was away: not every platform delivers again."""
