"""The days that a report covers, and the rows that hold them."""
