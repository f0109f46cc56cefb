"""Serves the site under chaos, events on the fast lane."""

import os

from django.core.wsgi import get_wsgi_application

from sharekit.wsgi import fast_lane

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.systems.chaos.site.settings")
application = fast_lane(get_wsgi_application())
