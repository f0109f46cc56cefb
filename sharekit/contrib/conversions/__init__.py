"""Conversions: what a site's readers did in the end, such as an order, and the share behind it.

In: `record_conversion` and `reverse_conversion` of the site's code (public.py). Out: totals by
article, channel and campaign link, in a section of the reports. No conversion names a reader or an
order.
"""
