"""The commands of manage.py, and what the doctor looks at."""
