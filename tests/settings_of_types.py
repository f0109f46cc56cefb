"""Configures the type checker: the site of the tests, with the apps of the demo."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS

INSTALLED_APPS += ["demo_site.magazine", "demo_site.shop", "demo_site.post"]
