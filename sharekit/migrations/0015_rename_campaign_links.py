from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharekit", "0014_keep_old_keys_out"),
    ]

    operations = [
        migrations.RenameModel(old_name="MadeLink", new_name="CampaignLink"),
        migrations.AlterModelOptions(
            name="campaignlink",
            options={
                "default_permissions": ("add",),
                "verbose_name": "campaign link",
                "verbose_name_plural": "campaign links",
            },
        ),
        migrations.AlterField(
            model_name="sharelink",
            name="state",
            field=models.SmallIntegerField(
                choices=[
                    (0, "known only by a visit"),
                    (1, "recorded"),
                    (2, "recorded after its first visit"),
                    (3, "campaign link"),
                    (4, "removed from the counts"),
                ]
            ),
        ),
        migrations.RemoveConstraint(model_name="sharelink", name="sharekit_link_made_once"),
        migrations.AddConstraint(
            model_name="sharelink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", 3)),
                fields=("article", "channel", "campaign"),
                name="sharekit_link_campaign_once",
            ),
        ),
    ]
