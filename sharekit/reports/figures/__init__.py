"""The values of a period: each module answers one question with a few queries."""
