"""Makes the table of the stories."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("web", "The Web"),
                            ("places", "Places"),
                            ("kitchen", "Kitchen"),
                            ("measure", "Measure"),
                            ("code", "Code"),
                        ],
                        max_length=20,
                        verbose_name="section",
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="slug")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("standfirst", models.TextField(verbose_name="standfirst")),
                ("body", models.TextField(verbose_name="body")),
                ("author_name", models.CharField(max_length=80, verbose_name="author")),
                (
                    "plate",
                    models.CharField(
                        blank=True,
                        help_text="File name of the picture in static/magazine/plates/.",
                        max_length=80,
                        verbose_name="plate",
                    ),
                ),
                (
                    "published",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="published"
                    ),
                ),
                ("digest", models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                "verbose_name": "story",
                "verbose_name_plural": "stories",
                "ordering": ("-published", "slug"),
            },
        ),
    ]
