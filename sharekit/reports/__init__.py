"""Reports: turn counts into figures, tables and sentences for every door.

In: rows of counts, never raw events. Out: what `figures` computes over a `period`, as `tables`, and
as `words` for people. Called by the admin, the API, the template tags and the commands.
"""
