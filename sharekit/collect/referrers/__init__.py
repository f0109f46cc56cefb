"""Kinds of referrers: a host or an Android package in, the word of its source out.

`listed` is a public list and `hosts` is what that list lacks, both data. `find` looks a host up.
Only `collect.source` calls it.
"""
