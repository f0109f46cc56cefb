"""The commands of manage.py, and the checks of the doctor."""
