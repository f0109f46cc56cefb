"""Reads one site in three real browsers, case by case.

    engines/      Chromium, Firefox and WebKitGTK behind the same few verbs
    pages/        the site that is read: a page for each kind, sharekit in it, a door that listens
    cases/        the tables: what a reader does, and what must come of it
    reading/      does what the rows of one page say in one load of it
    test_*.py     run the rows: where engines differ in every browser, else in Chromium

`make test-all` runs every row in every browser. What is expected comes from the contract, never
from what the code does. A row that a browser cannot run names the reason; it is skipped with these
words.
"""
