"""The moments of the shop."""

from sharekit.contrib.mails.public import moment

moment("order-shipped", "Order was shipped", facts=["order"])
moment("new-goods", "There are new goods")
