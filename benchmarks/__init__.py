"""Measures the bars, each a ratio within one run: absolute figures depend on the machine.

run.py measures them all and says which hold; bars.py keeps the figures (results.json) and renders
the table that documents quote. collect, freshness, render and scripts are one part each, and so are
the folders drain/ and reports/. site.py starts servers of project/, load.py sends requests.
`make bench` is the only caller; ONLY="collect render" chooses parts and writes nothing.
"""
