"""Sets up what the tests need and runs them: `python3 -m tests.run test`, `lint`, `bench`, `chaos`.

In comes a fresh clone and any Python 3; out go the reports of every part and one exit code.
The Makefile and .ci/run are its only callers.
"""
