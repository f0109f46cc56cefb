"""Holds the scripts that the tests' sites bring along, and bundles them with their libraries.

In comes the name of a script here, out comes one classic script in a folder of static files. The
libraries are the real ones: package-lock.json, installed by the test set-up.
"""
