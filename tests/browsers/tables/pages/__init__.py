"""The site that the browsers read: `/RUN/PAGE/`, each run with articles of its own.

So events are distinguished by their article's address. With the query `bare` a page has no script:
what a browser does there is what readers know.
"""
