"""Simulators of the platforms: servers in processes of their own that behave as the vendors' do.

Each keeps every message that it took in a file, which is the truth that a test compares with what
the site says.
"""
