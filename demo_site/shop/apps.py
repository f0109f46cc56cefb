"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShopConfig(AppConfig):
    """Registers goods, orders and vouchers under "Shop" in the admin."""

    name = "demo_site.shop"
    label = "shop"
    verbose_name = _("Shop")
