# Names of their own for the way back from a page or a tag, so that a site's own NewsPage and this one do not clash.
# No table changes; left to itself, Django would make the tables anew on some databases.

import django.db.models.deletion
import modelcluster.contrib.taggit
from django.db import migrations, models

from wagtail_cstonews.compat import base_page_dependency, base_page_model_name


def parent_link(to, related_name):
    return models.OneToOneField(
        on_delete=django.db.models.deletion.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name=related_name,
        serialize=False,
        to=to,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cstonews_pages', '0001_initial'),
        base_page_dependency(),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='interviewpage',
                    name='newspage_ptr',
                    field=parent_link('cstonews_pages.newspage', 'cstonews_interviewpage'),
                ),
                migrations.AlterField(
                    model_name='newsindexpage',
                    name='page_ptr',
                    field=parent_link(base_page_model_name(), 'cstonews_newsindexpage'),
                ),
                migrations.AlterField(
                    model_name='newspage',
                    name='page_ptr',
                    field=parent_link(base_page_model_name(), 'cstonews_newspage'),
                ),
                migrations.AlterField(
                    model_name='newspage',
                    name='tags',
                    field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', related_name='cstonews_newspages', through='cstonews_pages.NewsPageTag', to='taggit.Tag', verbose_name='tags'),
                ),
            ],
        ),
    ]
