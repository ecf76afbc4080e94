# The page and image models are whatever the site set: written by hand where makemigrations names one.

import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import wagtail.fields
import wagtail.search.index
import wagtail_cstonews.web
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string

from wagtail_cstonews.compat import base_page_dependency, base_page_model_name


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(get_image_model_string()),
        base_page_dependency(),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='started')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('command', models.TextField(blank=True, help_text='What the import was asked to do.', verbose_name='command')),
                ('options', models.JSONField(blank=True, default=dict, verbose_name='options')),
                ('state', models.CharField(choices=[('running', 'Running'), ('finished', 'Finished'), ('failed', 'Failed'), ('stopped', 'Stopped')], db_index=True, default='running', max_length=10, verbose_name='state')),
                ('counts', models.JSONField(blank=True, default=dict, help_text='Documents by what became of them.', verbose_name='counts')),
                ('version', models.CharField(blank=True, help_text='Of wagtail-cstonews.', max_length=50, verbose_name='version')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=base_page_model_name(), verbose_name='section')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'import run',
                'verbose_name_plural': 'import runs',
                'ordering': ['-started_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('key', models.TextField(help_text='Its address, or the file and the row it came from.', verbose_name='key')),
                ('source', models.TextField(help_text='Where it came from, for people.', verbose_name='source')),
                ('url', models.TextField(blank=True, verbose_name='address')),
                ('content_hash', models.CharField(db_index=True, editable=False, max_length=64)),
                ('media_type', models.CharField(blank=True, max_length=20, verbose_name='media type')),
                ('encoding', models.CharField(blank=True, max_length=50, verbose_name='character set')),
                ('original', models.TextField(blank=True, verbose_name='original text')),
                ('article', models.JSONField(blank=True, default=dict, verbose_name='article')),
                ('kind', models.CharField(blank=True, choices=[('news', 'News'), ('interview', 'Interview')], db_index=True, max_length=10, verbose_name='kind')),
                ('title', models.TextField(blank=True, verbose_name='title')),
                ('language', models.CharField(blank=True, max_length=20, verbose_name='language')),
                ('confidence', models.FloatField(blank=True, help_text='From 0 to 1: how sure extraction is.', null=True, verbose_name='confidence')),
                ('warnings_count', models.PositiveIntegerField(default=0, verbose_name='warnings')),
                ('state', models.CharField(choices=[('new', 'New'), ('unchanged', 'Unchanged'), ('changed', 'Changed'), ('edited', 'Edited by hand'), ('duplicate', 'Duplicate'), ('failed', 'Failed')], db_index=True, default='new', max_length=10, verbose_name='state')),
                ('message', models.TextField(blank=True, help_text='What went wrong, or why it was left.', verbose_name='message')),
                ('imported_revision_id', models.BigIntegerField(blank=True, editable=False, help_text="The page's latest revision after the import wrote it; another one means edited by hand.", null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='first imported')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last imported')),
                ('duplicate_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='duplicates', to='wagtail_cstonews.importeddocument', verbose_name='duplicate of')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=base_page_model_name(), verbose_name='page')),
                ('run', models.ForeignKey(blank=True, help_text='The last import that made or changed it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='documents', to='wagtail_cstonews.importrun', verbose_name='run')),
            ],
            options={
                'verbose_name': 'imported document',
                'verbose_name_plural': 'imported documents',
                'ordering': ['-updated_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As the site writes it.', max_length=255, verbose_name='name')),
                ('key', models.CharField(db_index=True, editable=False, help_text='The name without case, accents and punctuation, to find it by.', max_length=255)),
                ('slug', models.SlugField(blank=True, help_text="The person's part of the page address. Made from the name if left empty.", max_length=220, unique=True, verbose_name='slug')),
                ('link', models.URLField(blank=True, help_text='A page about the person elsewhere, such as an official biography.', max_length=2000, validators=[wagtail_cstonews.web.validate_web_url], verbose_name='link')),
                ('biography', wagtail.fields.RichTextField(blank=True, verbose_name='biography')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='picture')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['name', 'pk'],
            },
            bases=(wagtail.search.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='PersonName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('spelling', models.CharField(max_length=255, verbose_name='spelling')),
                ('key', models.CharField(db_index=True, editable=False, max_length=255)),
                ('person', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='wagtail_cstonews.person')),
            ],
            options={
                'verbose_name': 'spelling',
                'verbose_name_plural': 'other spellings',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PersonRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.TextField(verbose_name='role')),
                ('start', models.DateField(blank=True, null=True, verbose_name='from')),
                ('end', models.DateField(blank=True, null=True, verbose_name='until')),
                ('person', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='wagtail_cstonews.person')),
            ],
            options={
                'verbose_name': 'role',
                'verbose_name_plural': 'roles',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
