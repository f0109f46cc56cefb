"""Sends each message alone; it ends as sent, refused or unknown."""
