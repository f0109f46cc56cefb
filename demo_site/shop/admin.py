"""Goods, orders and vouchers in the admin."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest

from demo_site.shop.models import Good, Order, OrderLine, Voucher
from sharekit.admin import ShareCountsAdminMixin

if TYPE_CHECKING:
    GoodModelAdmin = admin.ModelAdmin[Good]
    OrderModelAdmin = admin.ModelAdmin[Order]
    VoucherModelAdmin = admin.ModelAdmin[Voucher]
    LineInline = admin.TabularInline[OrderLine, Order]
else:
    GoodModelAdmin = OrderModelAdmin = VoucherModelAdmin = admin.ModelAdmin
    LineInline = admin.TabularInline  # generic only in the stubs


@admin.register(Good)
class GoodAdmin(ShareCountsAdminMixin, GoodModelAdmin):
    """Lists the goods with their share counts."""

    list_display = ("name", "price")


class OrderLineInline(LineInline):
    """The goods of an order."""

    model = OrderLine
    extra = 0
    can_delete = False
    fields = readonly_fields = ("good", "quantity", "price")

    def has_add_permission(self, request: HttpRequest, obj: Order | None = None) -> bool:
        """Return False: an order is what was bought."""
        return False


@admin.register(Order)
class OrderAdmin(OrderModelAdmin):
    """Shows orders; staff ship and refund them at /shop/staff/."""

    list_display = ("number", "name", "email", "total", "state", "placed_at")
    list_filter = ("state",)
    search_fields = ("email", "name")
    date_hierarchy = "placed_at"
    fields = readonly_fields = (
        "number",
        "user",
        "email",
        "name",
        "address",
        "total",
        "state",
        "placed_at",
    )
    inlines = (OrderLineInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: orders come from the checkout."""
        return False


@admin.register(Voucher)
class VoucherAdmin(VoucherModelAdmin):
    """Creates vouchers, and shows what became of them."""

    list_display = ("code", "value", "state", "owner", "used_for")
    list_filter = ("state",)
    search_fields = ("code",)
    raw_id_fields = ("owner", "earned_by", "used_for")
