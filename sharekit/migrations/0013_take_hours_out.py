import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharekit", "0012_settle_chains_in_steps"),
    ]

    operations = [
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("channel", models.CharField(blank=True, default="", max_length=32)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withdrawals",
                        to="sharekit.article",
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="sharelink",
            name="state",
            field=models.SmallIntegerField(
                choices=[
                    (0, "arrived without a recorded share"),
                    (1, "recorded"),
                    (2, "recorded after its first visit"),
                    (3, "made by the site"),
                    (4, "taken out of the counts"),
                ]
            ),
        ),
    ]
