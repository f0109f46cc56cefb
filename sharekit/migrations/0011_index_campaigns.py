from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharekit", "0010_note_what_web_processes_see"),
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
