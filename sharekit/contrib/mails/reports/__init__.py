"""What mails have brought: messages exactly, visits and reshares of their links in steps of five.

In: outbox and counts. Out: one list of figures, which the admin, the section of the report and the
API show. Imported by these doors and by apps.py.
"""
