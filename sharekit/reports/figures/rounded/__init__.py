"""Figures that are rounded down, because exact ones could reveal a single reader."""
