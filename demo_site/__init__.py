"""Postscript, a small magazine on which sharekit can be seen at work: `make demo`."""
