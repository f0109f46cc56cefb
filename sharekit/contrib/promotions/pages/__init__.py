"""Pages: what readers see of a promotion.

In: a code or a promotion's short name in an address, and the reader's request; or an advocate's
request, with the promotion that a template names. Out: the landing page for friends, the panel for
advocates and the field for orders. Nothing is decided here: `join` and `claim` do that. No page
sets a cookie before a reader presses a button.
"""
