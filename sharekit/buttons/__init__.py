"""Buttons: the HTML of share buttons, which works without JavaScript.

In: an article (model instance, Wagtail page or URL) and the request, if there is one. Out: safe
HTML, the same for every reader, without a query; "" if there is nothing to share. qr.py draws
addresses. Called by the template tags, the views and the admin.
"""
