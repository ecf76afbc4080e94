# The page model is whatever the site set: written by hand where makemigrations names one.

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from wagtail_cstonews.compat import base_page_dependency, base_page_model_name


class Migration(migrations.Migration):

    dependencies = [
        base_page_dependency(),
        ('wagtail_cstonews', '0003_name_blocks'),
    ]

    operations = [
        migrations.AddField(
            model_name='importeddocument',
            name='given',
            field=models.JSONField(blank=True, default=dict, help_text='What the source said beside the text: id, title, date, author, language.', verbose_name='given'),
        ),
        migrations.AddField(
            model_name='importeddocument',
            name='url_hash',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='importrun',
            name='heartbeat_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='last sign of life'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='message',
            field=models.TextField(blank=True, help_text='Why it ended, and what to do.', verbose_name='message'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='owner',
            field=models.CharField(blank=True, editable=False, help_text='The host and process that it runs in.', max_length=255),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='state',
            field=models.CharField(choices=[('running', 'Running'), ('finished', 'Finished'), ('failed', 'Failed'), ('stopped', 'Stopped'), ('interrupted', 'Interrupted'), ('undone', 'Undone'), ('partly_undone', 'Partly undone')], db_index=True, default='running', max_length=20, verbose_name='state'),
        ),
        migrations.CreateModel(
            name='ImportChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('made', 'Page made'), ('changed', 'Page changed'), ('linked', 'Links of the page changed'), ('noted', 'Record changed')], max_length=10)),
                ('revision_before', models.BigIntegerField(blank=True, null=True)),
                ('revision_after', models.BigIntegerField(blank=True, null=True)),
                ('live_revision_after', models.BigIntegerField(blank=True, null=True)),
                ('page_before', models.JSONField(blank=True, help_text='The rows of a changed page; none of a new one.', null=True)),
                ('record_before', models.JSONField(blank=True, help_text='The fields of the record that changed; none of a new record.', null=True)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='wagtail_cstonews.importeddocument')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=base_page_model_name())),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='wagtail_cstonews.importrun')),
            ],
            options={
                'verbose_name': 'change by an import',
                'verbose_name_plural': 'changes by imports',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url_hash', models.CharField(db_index=True, max_length=64)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='wagtail_cstonews.importeddocument')),
            ],
            options={
                'verbose_name': 'link of an article',
                'verbose_name_plural': 'links of articles',
            },
        ),
        migrations.CreateModel(
            name='ImportProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('dismissed', 'Dismissed')], db_index=True, default='waiting', max_length=10, verbose_name='state')),
                ('content_hash', models.CharField(editable=False, max_length=64)),
                ('media_type', models.CharField(blank=True, max_length=20)),
                ('encoding', models.CharField(blank=True, max_length=50)),
                ('url', models.TextField(blank=True)),
                ('given', models.JSONField(blank=True, default=dict)),
                ('original', models.TextField(blank=True)),
                ('article', models.JSONField(blank=True, default=dict)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='proposal', to='wagtail_cstonews.importeddocument')),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtail_cstonews.importrun')),
            ],
            options={
                'verbose_name': 'proposal',
                'verbose_name_plural': 'proposals',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportSketch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.BigIntegerField(db_index=True)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sketches', to='wagtail_cstonews.importeddocument')),
            ],
            options={
                'verbose_name': 'sketch of an article',
                'verbose_name_plural': 'sketches of articles',
            },
        ),
        migrations.CreateModel(
            name='ImportedObject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'Person'), ('role', 'Role'), ('spelling', 'Spelling'), ('redirect', 'Redirect')], max_length=10)),
                ('object_id', models.BigIntegerField()),
                ('made', models.BooleanField(default=True, help_text='Whether the run made it, or only uses it.')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objects_made', to='wagtail_cstonews.importrun')),
            ],
            options={
                'verbose_name': 'object of an import',
                'verbose_name_plural': 'objects of imports',
                'indexes': [models.Index(fields=['kind', 'object_id'], name='cstonews_object')],
                'constraints': [models.UniqueConstraint(fields=('run', 'kind', 'object_id'), name='cstonews_object_once_a_run')],
            },
        ),
    ]
