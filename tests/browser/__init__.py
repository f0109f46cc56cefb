"""Reads one site in three real browsers, case by case.

    browsers/     Chromium, Firefox and WebKitGTK behind the same few verbs
    pages/        the site that is read: a page for each kind, sharekit in it, a door that listens
    cases_*.py    the tables: what a reader does, and what must come of it
    test_*.py     run every row of a table in every browser

What is expected comes from the contract, never from what the code does. A row that a browser cannot
run names the reason; it is skipped with these words, and counted.
"""
