"""Tests sharekit in sites that are not like the demo: each a real site, made in a temporary folder.

host_site.py makes and serves a site, host_reader.py reads it and shares; a test says what its host
does differently and what must hold all the same.
"""
