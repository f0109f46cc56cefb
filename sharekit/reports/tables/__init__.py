"""Tables: the same rows on pages, in CSV, in JSON and in a terminal."""
