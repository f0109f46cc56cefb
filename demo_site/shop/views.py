"""The pages of the shop."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from demo_site.shop import orders
from demo_site.shop.basket import Basket
from demo_site.shop.forms import NOTICE, STARS, CheckoutForm, SignUpForm
from demo_site.shop.models import Good, Order
from demo_site.shop.orders import claim_offer, has_ordered, place_order


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show all goods."""
    return render(request, "shop/home.html", {"goods": Good.objects.all()})


@require_safe
def good(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one good."""
    return render(request, "shop/good.html", {"good": get_object_or_404(Good, slug=slug)})


# A CSRF token would give everybody who only looks a session, and with it a cookie.
@csrf_exempt
@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a good into the basket."""
    if not is_own_form(request):
        raise PermissionDenied
    found = get_object_or_404(Good, slug=slug)
    Basket(request.session).add(found, share=request.POST.get("sharekit_token", ""))
    return redirect("shop:basket")


def is_own_form(request: HttpRequest) -> bool:
    """Return whether a page of this site sent a form: browsers say from where each one comes."""
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin", own) == own


@require_http_methods(["GET", "HEAD", "POST"])
def basket(request: HttpRequest) -> HttpResponse:
    """Show the basket, or change its quantities."""
    if request.method == "POST":
        basket = Basket(request.session)
        for line in list(basket):
            quantity = request.POST.get(line.good.slug, "")
            if quantity.isascii() and quantity.isdigit():
                basket.set(line.good, int(quantity[:4]))
        return redirect("shop:basket")
    return render(request, "shop/basket.html")


@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """Ask for what an order needs, and place it."""
    basket = Basket(request.session)
    if not basket:
        return redirect("shop:basket")
    user = request.user if request.user.is_authenticated else None
    form = CheckoutForm(request.POST or None, initial={"email": user.email if user else ""})
    if form.is_valid():
        try:
            code = request.POST.get("sharekit_code", "")
            order = place_order(basket, form.cleaned_data, user=user, code=code)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            basket.empty()
            return redirect(order)
    status = 422 if form.errors else 200
    context = {"form": form, "notice": NOTICE}
    return render(request, "shop/checkout.html", context, status=status)


@require_safe
def order(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an order to those who know its address."""
    found = get_object_or_404(Order, secret=secret)
    return render(request, "shop/order.html", {"order": found, "stars": reversed(STARS)})


# The address is the proof, as it is for looking; a page that is only opened sets no cookie.
@csrf_exempt
@require_POST
def review(request: HttpRequest, secret: str) -> HttpResponse:
    """Note how many stars the customer gives."""
    if not is_own_form(request):
        raise PermissionDenied
    found = get_object_or_404(Order, secret=secret)
    given = request.POST.get("stars", "")
    if given not in map(str, STARS):
        raise BadRequest("Give one to five stars.")
    orders.review(found, int(given))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Create an account."""
    form = SignUpForm(request.POST or None)
    if form.is_valid():
        try:
            user = create_account(form, code=request.POST.get("sharekit_code", ""))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            login(request, user)
            return redirect(find_next(request) or "shop:account")
    status = 422 if form.errors else 200
    return render(request, "shop/sign_up.html", {"form": form}, status=status)


@transaction.atomic
def create_account(form: SignUpForm, *, code: str) -> User:
    """Create an account, or raise ValidationError and change nothing.

    From now on the friend is known by the account, at any time and on any device.
    """
    user = form.save()
    if code:
        claim_offer(code, email=user.email, user=user, is_new=not has_ordered(user.email))
    return user


def find_next(request: HttpRequest) -> str:
    """Return the page of this site from which a visitor came to log in, or ""."""
    address = request.GET.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}) else ""


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show a customer's orders and vouchers."""
    return render(request, "shop/account.html")


@require_safe
def recommend(request: HttpRequest) -> HttpResponse:
    """Let a customer recommend the shop: the tag in the template does it all."""
    return render(request, "shop/recommend.html")


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Show what holds for recommendations."""
    return render(request, "shop/terms.html")
