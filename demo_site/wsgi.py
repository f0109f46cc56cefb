"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from sharekit.wsgi import fast_lane

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo_site.settings")
application = fast_lane(get_wsgi_application())
