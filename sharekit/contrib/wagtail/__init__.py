"""Wagtail: a StreamField block, and a report on sharing in Wagtail's Reports menu.

In: a page that is rendered, or a request of an editor who may see figures. Out: a bar; a page, or a
spreadsheet. Called by Wagtail.
"""
