"""Moments that the site's code announces or that are looked for, and the messages they make."""
