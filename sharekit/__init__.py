"""Share buttons that show which links were really sent and read."""

__version__ = "0.1.0"
