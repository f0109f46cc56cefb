"""The drain: what an event costs, compared with one Celery task per event, and as they grow many.

measure.py starts servers and rounds.py, which drains the events of traffic.py; baseline.py is the
task. chains.py is run by hand.
"""
