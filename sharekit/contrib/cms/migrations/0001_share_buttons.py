import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        # The oldest django CMS that is supported, 5.0, has it.
        ("cms", "0034_remove_pagecontent_placeholders"),
    ]

    operations = [
        migrations.CreateModel(
            name="ShareButtons",
            fields=[
                (
                    "cmsplugin_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="%(app_label)s_%(class)s",
                        serialize=False,
                        to="cms.cmsplugin",
                    ),
                ),
                ("channels", models.JSONField(blank=True, default=list)),
                ("style", models.CharField(blank=True, max_length=50)),
            ],
            options={
                "verbose_name": "share buttons",
                "verbose_name_plural": "share buttons",
            },
            bases=("cms.cmsplugin",),
        ),
    ]
