"""The Django app."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """Has templates and no models: the letters are files."""

    name = "demo_site.post"
    label = "post"
