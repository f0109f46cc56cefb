"""Measures the bars, each a ratio within one run: absolute figures depend on the machine.

run.py measures them all and says which hold; load.py is the load generator; settings, urls and
wsgi are the site that is measured. `make bench` is the only caller.
"""
