"""The letters that each user has chosen, and how a user stops them.

In: a user, a kind and a site. Out: watches, and the messages of those who may see the reports.
Imported by the admin, by looking/ and by apps.py, which fills the registries of mails.
"""
