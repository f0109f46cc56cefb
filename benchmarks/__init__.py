"""Measures the bars, each a ratio within one run: absolute figures depend on the machine.

run.py measures them all and says which hold; bars.py keeps the figures (results.json) and renders
the table that documents quote. collect, freshness, render, scripts and drain are one part each;
site.py starts servers, load.py sends. settings, urls, wsgi and celery are the site that is
measured. `make bench` is the only caller; ONLY="collect render" chooses parts and writes nothing.
"""
