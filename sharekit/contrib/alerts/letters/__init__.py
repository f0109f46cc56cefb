"""Writes the letters, with the sentences and figures of the report.

In: a message of mails. Out: its letter. apps.py adds the functions to the registry of mails.
"""
