"""Promotions: readers recommend a shop by a personal link or code, and are rewarded once.

In: `join`, `claim` and `qualify` of the site's code (public.py), and the marketer's decisions in
the admin. Out: rewards, which the site's own functions ISSUE and WITHDRAW create and take back.
Friends are recognised by the code and by their account or mail address at the order: never by a
cookie, an address of their network, or their device.
"""
