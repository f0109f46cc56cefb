"""Mails of its own: the confirmation of a subscription, and the weekly digest.

In: a message. Out: its letter, in the languages of sharekit's pages; a site may write another text.
Imported by apps.py, which adds them to the registries of moments and letters.
"""
