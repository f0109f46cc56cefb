"""The addresses of the shop."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from demo_site.shop import staff, views
from demo_site.shop.forms import LogInForm

app_name = "shop"
urlpatterns = [
    path("", views.home, name="home"),
    path("goods/<slug:slug>/", views.good, name="good"),
    path("goods/<slug:slug>/add/", views.add, name="add"),
    path("basket/", views.basket, name="basket"),
    path("checkout/", views.checkout, name="checkout"),
    path("orders/<uuid:secret>/", views.order, name="order"),
    path("orders/<uuid:secret>/review/", views.review, name="review"),
    path("recommend/", views.recommend, name="recommend"),
    path("recommend/terms/", views.terms, name="terms"),
    path("account/", views.account, name="account"),
    path("account/new/", views.sign_up, name="sign-up"),
    path(
        "account/login/",
        LoginView.as_view(template_name="shop/login.html", authentication_form=LogInForm),
        name="login",
    ),
    path("account/logout/", LogoutView.as_view(next_page="shop:home"), name="logout"),
    path("staff/", staff.list_orders, name="staff"),
    path("staff/<str:number>/ship/", staff.ship, name="ship"),
    path("staff/<str:number>/refund/", staff.refund, name="refund"),
]
