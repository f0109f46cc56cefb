"""The Django REST framework API over the reports: read-only, for staff."""
