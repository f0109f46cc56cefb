from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharekit", "0009_know_links_of_our_own"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="sourcerollup",
            index=models.Index(
                condition=models.Q(("source", "campaign")),
                fields=["day", "article"],
                name="sharekit_sourcerollup_campaign",
            ),
        ),
    ]
