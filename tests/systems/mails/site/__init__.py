"""A site with mails: PostgreSQL, Redis, Celery workers and a mail server with faults."""
