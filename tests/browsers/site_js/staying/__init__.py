"""Tests which changes of a page that stays in the browser are page views.

stays.py is the table, steps.py what its rows do, and test_staying.py tries them in every browser.
"""
