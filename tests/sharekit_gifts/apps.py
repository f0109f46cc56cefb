from django.apps import AppConfig

from sharekit.setting import APPS
from tests.sharekit_gifts.conf import settings


class GiftsConfig(AppConfig):
    name = "tests.sharekit_gifts"

    def ready(self) -> None:
        APPS["gifts"] = settings
