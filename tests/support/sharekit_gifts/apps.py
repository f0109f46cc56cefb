from django.apps import AppConfig

from sharekit.setting import APPS
from tests.support.sharekit_gifts.conf import settings


class GiftsConfig(AppConfig):
    name = "tests.support.sharekit_gifts"

    def ready(self) -> None:
        APPS["gifts"] = settings
