"""Finds the share behind each conversion, adds both to the sums, and releases the sums for reports.

In: conversions that are due. Out: totals by day, sums by article, channel and campaign link, and
what reports may show of these sums. The task calls credit(); forgetting takes back.
"""
