"""The Django project that is measured, and its Celery app."""
