from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wagtail_cstonews", "0011_not_articles")]

    operations = [
        migrations.AddField(
            model_name="importedobject",
            name="made_as",
            field=models.JSONField(
                blank=True,
                help_text="What the run made, where an editor may make something else of it; else empty.",
                null=True,
            ),
        ),
    ]
