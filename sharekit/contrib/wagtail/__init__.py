"""Wagtail: how articles travel, under the Reports menu of Wagtail's own admin.

In: a request of an editor who may see figures. Out: a page, or a spreadsheet. Called by Wagtail.
"""
