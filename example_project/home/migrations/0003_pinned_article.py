import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_first_pages"),
        ("cstonews_pages", "0001_initial"),
    ]

    operations = [
        migrations.RenameField("homepage", "featured_interview", "pinned_article"),
        # An interview is an article with the same key.
        migrations.AlterField(
            model_name="homepage",
            name="pinned_article",
            field=models.ForeignKey(
                blank=True,
                help_text="Stands at the top of the page. Left empty, it is the newest article.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="cstonews_pages.newspage",
            ),
        ),
    ]
