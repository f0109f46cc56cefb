"""Wagtail: a block for stream fields, and how articles travel, under Wagtail's own Reports menu.

In: a page that is rendered, or a request of an editor who may see figures. Out: a bar; a page, or a
spreadsheet. Called by Wagtail.
"""
