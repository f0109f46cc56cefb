"""The SQL of aggregate: set-based upserts for SQLite (3.35 or later) and PostgreSQL.

Django's bulk_create replaces values on a conflict; counts must be incremented, and a link's upsert
must return what it changed.
"""
