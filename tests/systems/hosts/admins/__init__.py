"""Tests sites whose admin has another theme, or whose models are translated by a package.

admin_sites.py adds one package to the site of tests/systems/hosts; the tests open what sharekit
has in the admin as an editor does.
"""
