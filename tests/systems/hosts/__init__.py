"""Tests sharekit in sites that differ from the demo; each is a real site in a temporary folder.

host_site.py makes and serves a site, host_reader.py reads it and shares; a test changes
one thing about its host and checks that the rules still hold.
"""
