"""Writes a letter: subject, text and HTML, from an editor's text or from code."""
