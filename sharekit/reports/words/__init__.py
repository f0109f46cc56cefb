"""Words for people: names, formatted figures and sentences."""
