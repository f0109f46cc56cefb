"""Declares the app's setting."""

from sharekit.setting import Setting, Settings


class OrdersSettings(Settings):
    """What a site may set, as keys of SHAREKIT."""

    orders_keep_days = Setting[int](
        30,
        check=lambda days: days > 0,
        must_be="a number of days, 1 or more",
        meaning="For how many days orders are kept.",
    )


settings = OrdersSettings()
