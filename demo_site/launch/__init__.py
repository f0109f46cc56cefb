"""Starts and watches the demo's processes; demo.py alone calls it.

In come a port, a data folder and a bare Python; out goes a running web server and a worker. All of
it uses the standard library alone and reads on Python 3.8, so that it can say what is missing.
"""
