"""django CMS: a plugin with share buttons, which are left out in edit and preview mode.

In: a placeholder that is rendered, and its request. Out: the bar of the page, or of the object that
an apphook shows. Called by django CMS.
"""
