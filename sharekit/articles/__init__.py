"""Articles: finds out what is shared.

In: a model instance, a Wagtail page or a URL, and the request, if there is one. Out: the article's
identity, address and title, as an `ArticleKey`, and its other texts, cleaned. Without a query;
identity.py also writes identities as SQL. Called by buttons and links, and by the admins that join
figures with a site's own objects.
"""
