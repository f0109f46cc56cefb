"""Serves the site under chaos, events on the fast lane."""

import os
from importlib import import_module
from importlib.util import find_spec

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.chaos.settings")
application = get_wsgi_application()
if find_spec("sharekit.wsgi"):
    application = import_module("sharekit.wsgi").fast_lane(application)
