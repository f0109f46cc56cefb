"""The reports: measure.py starts a database and rounds.py, which calls what fill.py has filled."""
