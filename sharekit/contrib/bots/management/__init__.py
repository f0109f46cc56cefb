"""Commands of bots."""
