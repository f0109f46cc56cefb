"""Privacy: lists what is stored about readers, why, and for how long.

In: models and settings. Out: the inventory, as a page's data and as a text. Called by the admin.
"""
