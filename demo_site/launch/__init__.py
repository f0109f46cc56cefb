"""Starts and watches the processes of the demo; only demo.py calls it.

In: a port, a data folder and a bare Python. Out: a running web server and a worker. It uses only
the standard library and is valid Python 3.8, so that it can say what is missing.
"""
