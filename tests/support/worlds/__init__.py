"""Worlds whose truth is known, to judge what the reports make of them."""
