"""Keeping: deletes what is old, and what somebody asks to delete.

In: an article, a link, or hours of an article. Out: fewer rows. No worker counts at the same time
where that matters. Called by tasks and commands.
"""
