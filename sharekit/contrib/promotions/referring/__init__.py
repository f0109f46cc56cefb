"""Referring: a customer joins a promotion, a friend claims by the code, an order qualifies.

In: a user, a code that somebody typed, an order. Out: a referral that waits, or why there is none.
Called by the site's code (public.py) and by the pages of promotions.
"""
