"""Registers the app's entries."""

from django.apps import AppConfig

from sharekit.extensions import API, FINDINGS, INVENTORIES, KEEPERS, SECTIONS


class OrdersConfig(AppConfig):
    """Plugs the app into sharekit."""

    name = "tests.support.orders"
    label = "orders"

    def ready(self) -> None:
        """Add an entry to each registry."""
        # They need the models.
        from tests.support.orders.doctor import examine
        from tests.support.orders.keeping import OrderKeeper
        from tests.support.orders.privacy import INVENTORY
        from tests.support.orders.section import SECTION

        KEEPERS["orders"] = OrderKeeper()
        FINDINGS["orders"] = examine
        INVENTORIES["orders"] = INVENTORY
        SECTIONS["orders"] = SECTION
        API["orders"] = "tests.support.orders.urls"
