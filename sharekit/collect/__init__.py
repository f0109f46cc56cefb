"""Collect: receives events from browsers, checks and stamps them, and puts them into the buffer.

In: a request's body, headers and client address. Out: an `Answer`; 204 means stored. Also records
pages that a chat app fetched for a preview, and limits the rate of other requests. Called by the
doors `views`, `wsgi` and `middleware`. Does not depend on Django requests.
"""
