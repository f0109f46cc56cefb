"""Who gets which letter: each user's own choice, and how it is stopped.

In: a user, a kind and a site. Out: watches, and the messages of those who may see the reports.
Imported by the admin, by looking/ and by apps.py, which fills the registries of mails.
"""
