"""Postscript, a small magazine that shows sharekit at work: `make demo`."""
