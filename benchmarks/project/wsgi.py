"""Serves the measured site, events by the fast lane."""

import os

from django.core.wsgi import get_wsgi_application

from sharekit.wsgi import fast_lane

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.project.settings")
application = fast_lane(get_wsgi_application())
