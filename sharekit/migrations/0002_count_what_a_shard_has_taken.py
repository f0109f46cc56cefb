from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sharekit", "0001_first_tables")]

    operations = [
        migrations.AddField("shardcursor", "counted", models.BigIntegerField(default=0)),
        migrations.AddField("shardcursor", "rate", models.FloatField(default=0.0)),
    ]
