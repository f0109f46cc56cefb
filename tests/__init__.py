"""Holds the test suite; `make test` runs all of it.

unit/      each room of sharekit/, laid out as sharekit/ is
browsers/  pages in real browsers
systems/   whole systems of several processes
project/   documents, benchmarks, import floors and words
support/   what several tests need
"""
