"""Makes the tables of the shop."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import demo_site.shop.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Good",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="slug")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("line", models.CharField(max_length=200, verbose_name="one line")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "price",
                    models.DecimalField(decimal_places=2, max_digits=8, verbose_name="price"),
                ),
                (
                    "picture",
                    models.CharField(
                        help_text="File name in static/shop/goods/.",
                        max_length=80,
                        verbose_name="picture",
                    ),
                ),
            ],
            options={
                "verbose_name": "good",
                "verbose_name_plural": "goods",
                "ordering": ("price",),
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        default=demo_site.shop.models.make_number,
                        max_length=20,
                        unique=True,
                        verbose_name="number",
                    ),
                ),
                ("secret", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("email", models.EmailField(max_length=254, verbose_name="email")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("address", models.CharField(max_length=300, verbose_name="address")),
                (
                    "total",
                    models.DecimalField(decimal_places=2, max_digits=8, verbose_name="total"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("placed", "placed"),
                            ("shipped", "shipped"),
                            ("refunded", "refunded"),
                        ],
                        default="placed",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("placed_at", models.DateTimeField(verbose_name="placed")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="orders",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "order",
                "verbose_name_plural": "orders",
                "ordering": ("-placed_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.PositiveSmallIntegerField(verbose_name="quantity")),
                (
                    "price",
                    models.DecimalField(decimal_places=2, max_digits=8, verbose_name="price"),
                ),
                (
                    "good",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="shop.good",
                        verbose_name="good",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="shop.order",
                    ),
                ),
            ],
            options={
                "verbose_name": "line",
                "verbose_name_plural": "lines",
            },
        ),
        migrations.CreateModel(
            name="Voucher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=demo_site.shop.models.make_code,
                        max_length=20,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(decimal_places=2, max_digits=8, verbose_name="value"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("used", "used"), ("withdrawn", "withdrawn")],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "earned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="earned",
                        to="shop.order",
                        verbose_name="earned by",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="vouchers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "used_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="vouchers",
                        to="shop.order",
                        verbose_name="used for",
                    ),
                ),
            ],
            options={
                "verbose_name": "voucher",
                "verbose_name_plural": "vouchers",
                "ordering": ("-pk",),
            },
        ),
    ]
