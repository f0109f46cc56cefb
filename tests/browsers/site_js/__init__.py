"""Tests sharekit beside the scripts that sites bring along, and holds those scripts.

The libraries are the real ones, from package-lock.json, which the test set-up installs. bundle.py
bundles a script with them; conftest.py serves one site that has them all; tab.py is its reader.
Editors are tried in every browser, in tests/browsers/tables/.
"""
