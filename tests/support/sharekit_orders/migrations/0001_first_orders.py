"""Creates the table."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The first one."""

    initial = True
    operations: ClassVar = [
        migrations.CreateModel(
            "Order",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("site", models.CharField(max_length=260)),
                ("identity", models.CharField(max_length=200)),
                ("token", models.CharField(max_length=11)),
                ("address", models.EmailField(max_length=254)),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
