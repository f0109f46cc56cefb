"""Tests pages in real browsers: the script, the buttons, and the admin."""
