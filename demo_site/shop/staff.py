"""The pages of those who pack parcels; both steps are POST only, and change nothing twice."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from demo_site.shop import orders
from demo_site.shop.models import Order

LATEST = 100
"""How many orders the page lists."""


@login_required
@permission_required("shop.change_order", raise_exception=True)
@require_safe
def list_orders(request: HttpRequest) -> HttpResponse:
    """Show the latest orders."""
    latest = Order.objects.prefetch_related("lines__good")[:LATEST]
    return render(request, "shop/staff.html", {"orders": latest})


@login_required
@permission_required("shop.change_order", raise_exception=True)
@require_POST
def ship(request: HttpRequest, number: str) -> HttpResponse:
    """Send an order's parcel."""
    orders.ship(get_object_or_404(Order, number=number))
    return redirect("shop:staff")


@login_required
@permission_required("shop.change_order", raise_exception=True)
@require_POST
def refund(request: HttpRequest, number: str) -> HttpResponse:
    """Pay an order back."""
    orders.refund(get_object_or_404(Order, number=number))
    return redirect("shop:staff")
