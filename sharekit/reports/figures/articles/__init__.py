"""Figures by article: their sums, their order and pages, and the article at an address."""
