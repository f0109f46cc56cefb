"""Holds the test suite, laid out as sharekit/ is; `make test` runs all of it."""
