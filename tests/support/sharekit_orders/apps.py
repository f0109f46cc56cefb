"""Registers the app's entries."""

from django.apps import AppConfig

from sharekit.extensions import API, FINDINGS, INVENTORIES, KEEPERS, SECTIONS
from sharekit.setting import APPS
from tests.support.sharekit_orders.conf import settings


class OrdersConfig(AppConfig):
    """Plugs the app into sharekit."""

    name = "tests.support.sharekit_orders"
    label = "orders"

    def ready(self) -> None:
        """Add an entry to each registry."""
        # They need the models.
        from tests.support.sharekit_orders.doctor import examine
        from tests.support.sharekit_orders.keeping import OrderKeeper
        from tests.support.sharekit_orders.privacy import INVENTORY
        from tests.support.sharekit_orders.section import SECTION

        APPS["orders"] = settings
        KEEPERS["orders"] = OrderKeeper()
        FINDINGS["orders"] = examine
        INVENTORIES["orders"] = INVENTORY
        SECTIONS["orders"] = SECTION
        API["orders"] = "tests.support.sharekit_orders.urls"
