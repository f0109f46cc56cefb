"""Sends the messages that are due, one by one; each ends as sent, refused or unknown.

In: messages of moments/, and letters of writing/. Out: mails to Django's backends, states, and the
signal `message_ended`. Called by tasks, commands and the admin.
"""
