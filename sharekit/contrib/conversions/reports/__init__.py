"""The figures of conversions: all of them exactly, those by shares in steps of five."""
