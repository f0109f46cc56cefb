from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharekit", "0009_know_links_of_our_own"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=32, unique=True)),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
