"""Share buttons for Django that show which shared links were actually opened."""

__version__ = "0.1.0"
