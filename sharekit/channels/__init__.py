"""The channels: a built-in table, and the channels that a site adds in OWN_CHANNELS.

Out: a `Channel` by its slug, or the slug of a mark; address.py fills a channel's address. Called by
every room; read at run time, as settings are.
"""
