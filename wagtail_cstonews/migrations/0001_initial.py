# The page and image models are whatever the site set: written by hand where makemigrations names one.

import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import uuid
import wagtail.search.index
import wagtail.fields
import wagtail_cstonews.web
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string

from wagtail_cstonews.compat import base_page_dependency, base_page_model_name


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        base_page_dependency(),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_hash', models.CharField(help_text="As on Wagtail's documents: SHA-1.", max_length=40, unique=True)),
                ('file_name', models.CharField(blank=True, help_text='Where the file is being stored; empty once the document is there.', max_length=255)),
                ('document_pk', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'imported file',
                'verbose_name_plural': 'imported files',
            },
        ),
        migrations.CreateModel(
            name='SiteProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('host', models.CharField(help_text="Of the documents' addresses, without www.; without addresses, the place that they came in.", max_length=253, unique=True, verbose_name='host')),
                ('documents', models.PositiveIntegerField(default=0, help_text='From how many of them it was learnt.', verbose_name='documents')),
                ('format_version', models.PositiveSmallIntegerField(default=1, verbose_name='format')),
                ('data', models.JSONField(default=dict, verbose_name='what is known')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='first learnt')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last learnt')),
            ],
            options={
                'verbose_name': 'site profile',
                'verbose_name_plural': 'site profiles',
                'ordering': ['host'],
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
                ('url_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('site', models.CharField(blank=True, help_text='The host of its address, without www.; without an address, the place that it came in.', max_length=253, verbose_name='site')),
                ('given', models.JSONField(blank=True, default=dict, help_text='What the source said beside the text: id, title, date, author, language.', verbose_name='given')),
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
                ('warning_codes', models.CharField(blank=True, editable=False, max_length=255)),
                ('doubt', models.CharField(blank=True, choices=[('not_an_article', 'Not an article'), ('no_title', 'No title'), ('unsure', 'Too unsure to be published')], db_index=True, help_text='The warning for which a person should look at it.', max_length=20, verbose_name='doubt')),
                ('images_missing', models.PositiveIntegerField(default=0, help_text='Images that the article names and that are not on the site.', verbose_name='missing images')),
                ('files_missing', models.PositiveIntegerField(default=0, help_text='Files that the article links to and that are not on the site.', verbose_name='missing files')),
                ('state', models.CharField(choices=[('new', 'New'), ('unchanged', 'Unchanged'), ('published', 'Published'), ('changed', 'Changed'), ('edited', 'Edited by hand'), ('duplicate', 'Duplicate'), ('not_an_article', 'Not an article'), ('failed', 'Failed')], db_index=True, default='new', max_length=20, verbose_name='state')),
                ('message', models.TextField(blank=True, help_text='What went wrong, or why it was left.', verbose_name='message')),
                ('imported_revision_id', models.BigIntegerField(blank=True, editable=False, help_text="The page's latest revision after the import wrote it; another one means edited by hand.", null=True)),
                ('corrections', models.JSONField(blank=True, default=dict, help_text='What editors corrected in its lines.', verbose_name='corrections')),
                ('review_priority', models.PositiveSmallIntegerField(default=0, help_text='How much it needs a person to look at it; 0: not at all, or somebody has.', verbose_name='review priority')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='reviewed')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='first imported')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last imported')),
                ('duplicate_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='duplicates', to='wagtail_cstonews.importeddocument', verbose_name='duplicate of')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=base_page_model_name(), verbose_name='page')),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewed by')),
            ],
            options={
                'verbose_name': 'imported document',
                'verbose_name_plural': 'imported documents',
                'ordering': ['-updated_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportedImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_hash', models.CharField(help_text="As on Wagtail's images: SHA-1.", max_length=40, unique=True)),
                ('file_name', models.CharField(blank=True, help_text='Where the file is being stored; empty once the image is there.', max_length=255)),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=get_image_model_string())),
            ],
            options={
                'verbose_name': 'imported image',
                'verbose_name_plural': 'imported images',
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
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, help_text='Of its entries in the history of pages.')),
                ('started_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='started')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('command', models.TextField(blank=True, help_text='What the import was asked to do.', verbose_name='command')),
                ('options', models.JSONField(blank=True, default=dict, verbose_name='options')),
                ('state', models.CharField(choices=[('running', 'Running'), ('finished', 'Finished'), ('failed', 'Failed'), ('stopped', 'Stopped'), ('interrupted', 'Interrupted'), ('undoing', 'Being undone'), ('undone', 'Undone'), ('partly_undone', 'Partly undone')], db_index=True, default='running', max_length=20, verbose_name='state')),
                ('message', models.TextField(blank=True, help_text='Why it ended, and what to do.', verbose_name='message')),
                ('owner', models.CharField(blank=True, editable=False, help_text='The host and process that it runs in.', max_length=255)),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True, verbose_name='last sign of life')),
                ('counts', models.JSONField(blank=True, default=dict, help_text='Documents by what became of them.', verbose_name='counts')),
                ('report', models.JSONField(blank=True, default=dict, editable=False, help_text='What it found, as its report shows it.')),
                ('undo', models.JSONField(blank=True, default=dict, editable=False, help_text='How far it is undone, and what was kept.')),
                ('is_to_stop', models.BooleanField(default=False, editable=False, help_text='Whether somebody asked its process to stop.')),
                ('version', models.CharField(blank=True, help_text='Of wagtail-cstonews.', max_length=50, verbose_name='version')),
                ('chunk_count', models.PositiveIntegerField(blank=True, editable=False, help_text='How many chunks were handed to a task queue, once that is known; empty for other runs.', null=True)),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=base_page_model_name(), verbose_name='section')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'import run',
                'verbose_name_plural': 'import runs',
                'ordering': ['-started_at', '-pk'],
                'permissions': [('import_news', 'Can import news')],
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
            name='ImportFindings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('found', models.JSONField(default=dict)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='wagtail_cstonews.importrun')),
            ],
            options={
                'verbose_name': 'findings of an import',
                'verbose_name_plural': 'findings of imports',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportedImageAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url_hash', models.CharField(max_length=64, unique=True)),
                ('url', models.TextField()),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='wagtail_cstonews.importedimage')),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtail_cstonews.importrun')),
            ],
            options={
                'verbose_name': 'address of an imported image',
                'verbose_name_plural': 'addresses of imported images',
            },
        ),
        migrations.AddField(
            model_name='importedimage',
            name='run',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtail_cstonews.importrun'),
        ),
        migrations.CreateModel(
            name='ImportedFileAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url_hash', models.CharField(max_length=64, unique=True)),
                ('url', models.TextField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='wagtail_cstonews.importedfile')),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtail_cstonews.importrun')),
            ],
            options={
                'verbose_name': 'address of an imported file',
                'verbose_name_plural': 'addresses of imported files',
            },
        ),
        migrations.AddField(
            model_name='importedfile',
            name='run',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtail_cstonews.importrun'),
        ),
        migrations.AddField(
            model_name='importeddocument',
            name='run',
            field=models.ForeignKey(blank=True, help_text='The last import that made or changed it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='documents', to='wagtail_cstonews.importrun', verbose_name='run'),
        ),
        migrations.CreateModel(
            name='ImportChunk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('dropped', 'Dropped')], db_index=True, default='waiting', max_length=10)),
                ('documents', models.PositiveIntegerField()),
                ('content', models.BinaryField(help_text='The documents, packed; empty once they are worked through.')),
                ('written', models.JSONField(default=dict, help_text='What became of documents, by place: noted in the transaction that writes them.')),
                ('counts', models.JSONField(default=dict, help_text='Documents by what became of them, in the end.')),
                ('owner', models.CharField(blank=True, help_text='The host and process at work on it.', max_length=255)),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('suspects', models.JSONField(default=list, help_text='Places of the documents over which workers died; the last may only be worked on.')),
                ('message', models.TextField(blank=True)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chunks', to='wagtail_cstonews.importrun')),
            ],
            options={
                'verbose_name': 'chunk of an import',
                'verbose_name_plural': 'chunks of imports',
                'ordering': ['run', 'number'],
            },
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
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=base_page_model_name())),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='wagtail_cstonews.importeddocument')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='wagtail_cstonews.importrun')),
            ],
            options={
                'verbose_name': 'change by an import',
                'verbose_name_plural': 'changes by imports',
                'ordering': ['pk'],
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
            name='ImportUpload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('receiving', 'Receiving'), ('reading', 'Reading'), ('planning', 'Checking'), ('planned', 'Waiting for you'), ('importing', 'Importing'), ('done', 'Done'), ('failed', 'Failed')], default='receiving', max_length=20, verbose_name='state')),
                ('options', models.JSONField(blank=True, default=dict, verbose_name='options')),
                ('message', models.TextField(blank=True, help_text='Why it failed, and what to do.', verbose_name='message')),
                ('work', models.JSONField(blank=True, default=dict, editable=False, help_text='How far it has come, and what was met.')),
                ('profiles', models.BinaryField(blank=True, default=b'', help_text='What its sites have in common, as learnt.')),
                ('owner', models.CharField(blank=True, editable=False, max_length=255)),
                ('heartbeat_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='uploaded')),
                ('run', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='upload', to='wagtail_cstonews.importrun')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=base_page_model_name(), verbose_name='section')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'upload',
                'verbose_name_plural': 'uploads',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='ImportUploadFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, verbose_name='name')),
                ('size', models.BigIntegerField(default=0, help_text='In bytes.', verbose_name='size')),
                ('received', models.BigIntegerField(default=0, editable=False)),
                ('storage_name', models.CharField(blank=True, editable=False, max_length=255)),
                ('documents_read', models.PositiveIntegerField(default=0, editable=False)),
                ('is_read', models.BooleanField(default=False, editable=False)),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='wagtail_cstonews.importupload')),
            ],
            options={
                'verbose_name': 'file of an upload',
                'verbose_name_plural': 'files of uploads',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As the site writes it.', max_length=255, verbose_name='name')),
                ('key', models.CharField(db_index=True, editable=False, help_text='The name without case, accents and punctuation, to find it by.', max_length=255)),
                ('block', models.CharField(db_index=True, default='', editable=False, help_text='The family name as its consonants, to find other spellings by.', max_length=32)),
                ('search_words', models.TextField(default='', editable=False, help_text="The name's words in Latin letters, to search by.")),
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
            name='PersonMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('person', models.BigIntegerField(db_index=True, help_text='The primary key of the person who stayed.')),
                ('name', models.CharField(max_length=255, verbose_name='name')),
                ('names', models.JSONField(default=list, verbose_name='merged names')),
                ('merged', models.JSONField(default=list, help_text='The people who were merged, as they were.')),
                ('gained', models.JSONField(default=dict, help_text='What the person who stayed got from them.')),
                ('places', models.JSONField(default=dict, help_text='Each changed place, and who stood there.')),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='merged')),
                ('taken_back_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'merge of people',
                'verbose_name_plural': 'merges of people',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PersonName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('spelling', models.CharField(max_length=255, verbose_name='spelling')),
                ('key', models.CharField(db_index=True, editable=False, max_length=255)),
                ('block', models.CharField(db_index=True, default='', editable=False, max_length=32)),
                ('search_words', models.TextField(default='', editable=False)),
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
                ('key', models.CharField(default='', editable=False, max_length=255)),
                ('start', models.DateField(blank=True, help_text='May be left empty. Where an import filled it in, it is the date of the first article that names the role.', null=True, verbose_name='from')),
                ('end', models.DateField(blank=True, help_text='Empty while the role is held, or if not known.', null=True, verbose_name='until')),
                ('person', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='wagtail_cstonews.person')),
            ],
            options={
                'verbose_name': 'role',
                'verbose_name_plural': 'roles',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Quotation',
            fields=[
                ('id', models.UUIDField(editable=False, help_text="Made from the page's and the block's id: the same however often the rows are rebuilt.", primary_key=True, serialize=False)),
                ('speaker_name', models.CharField(default='', max_length=255, verbose_name='speaker as printed')),
                ('role', models.TextField(default='', verbose_name='role at the time')),
                ('kind', models.CharField(choices=[('quote', 'Quote'), ('paragraph', 'Quote in a paragraph'), ('answer', 'Answer'), ('interview', 'Interviewed')], max_length=9, verbose_name='kind')),
                ('text', models.TextField(default='', help_text='Plain; paragraphs are lines.', verbose_name='text')),
                ('question', models.TextField(default='', verbose_name='question')),
                ('attribution', models.TextField(default='', verbose_name='attribution')),
                ('context', models.TextField(default='', help_text='Of words in a paragraph: the paragraph, or the part around them.', verbose_name='context')),
                ('block', models.UUIDField(help_text="The id of the body's block in which the words stand.", null=True, verbose_name='block')),
                ('position', models.PositiveIntegerField(help_text="Among the article's quotations, from 0.", verbose_name='position')),
                ('published_at', models.DateTimeField(help_text='When the article first appeared.', verbose_name='published')),
                ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=base_page_model_name(), verbose_name='page')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='quotations', to='wagtail_cstonews.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'quotation',
                'verbose_name_plural': 'quotations',
                'default_permissions': (),
                'indexes': [models.Index(fields=['page', 'position'], name='cstonews_quotation_page'), models.Index(fields=['person', '-published_at', '-page', 'position', 'kind'], name='cstonews_quotation_person'), models.Index(fields=['-published_at', '-page', 'position', 'kind'], name='cstonews_quotation_date')],
            },
        ),
        migrations.CreateModel(
            name='PlannedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.BinaryField(help_text='The document, as the task queue stores it.')),
                ('source', models.TextField(blank=True, verbose_name='source')),
                ('title', models.TextField(blank=True, verbose_name='title')),
                ('state', models.CharField(blank=True, choices=[('new', 'New'), ('unchanged', 'Unchanged'), ('published', 'Published'), ('changed', 'Changed'), ('edited', 'Edited by hand'), ('duplicate', 'Duplicate'), ('not_an_article', 'Not an article'), ('failed', 'Failed')], db_index=True, max_length=20, verbose_name='state')),
                ('message', models.TextField(blank=True, verbose_name='message')),
                ('confidence', models.FloatField(blank=True, null=True, verbose_name='confidence')),
                ('warnings', models.JSONField(blank=True, default=list, verbose_name='warnings')),
                ('corrections', models.JSONField(blank=True, default=dict, help_text='What the editor corrected in its lines.')),
                ('is_chosen', models.BooleanField(default=True, verbose_name='import it')),
                ('is_near', models.BooleanField(default=False, editable=False, help_text='A duplicate that only nearly has the same text.')),
                ('repeats', models.TextField(blank=True, editable=False, help_text='The document of the same upload that it repeats.')),
                ('repeats_record', models.BigIntegerField(blank=True, editable=False, help_text='The imported document that it repeats.', null=True)),
                ('planned_page', models.BigIntegerField(blank=True, editable=False, help_text='The page that it would change.', null=True)),
                ('key_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('content_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('sketch', models.JSONField(blank=True, default=list, editable=False)),
                ('text', models.BinaryField(blank=True, default=b'', help_text='Its words, to find what nearly repeats it.')),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='wagtail_cstonews.importupload')),
            ],
            options={
                'verbose_name': 'document of an upload',
                'verbose_name_plural': 'documents of uploads',
                'ordering': ['upload', 'number'],
            },
        ),
        migrations.CreateModel(
            name='CorrectionSteps',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=100)),
                ('past', models.JSONField(default=list)),
                ('future', models.JSONField(default=list)),
                ('updated_at', models.DateTimeField(auto_now=True, db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'steps of corrections',
                'verbose_name_plural': 'steps of corrections',
                'constraints': [models.UniqueConstraint(fields=('user', 'subject'), name='cstonews_correction_steps')],
            },
        ),
        migrations.CreateModel(
            name='ImportedObject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'Person'), ('role', 'Role'), ('spelling', 'Spelling'), ('redirect', 'Redirect'), ('image', 'Image'), ('file', 'File'), ('tag', 'Tag')], max_length=10)),
                ('object_id', models.BigIntegerField()),
                ('made', models.BooleanField(default=True, help_text='Whether the run made it, or only uses it.')),
                ('before', models.JSONField(blank=True, help_text='What the run changed in it, as it was; empty if nothing.', null=True)),
                ('made_as', models.JSONField(blank=True, help_text='What the run made, where an editor may make something else of it; else empty.', null=True)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objects_made', to='wagtail_cstonews.importrun')),
            ],
            options={
                'verbose_name': 'object of an import',
                'verbose_name_plural': 'objects of imports',
                'indexes': [models.Index(fields=['kind', 'object_id'], name='cstonews_object')],
                'constraints': [models.UniqueConstraint(fields=('run', 'kind', 'object_id'), name='cstonews_object_once_a_run')],
            },
        ),
        migrations.AddIndex(
            model_name='personrole',
            index=models.Index(fields=['person', 'key'], name='cstonews_role_key'),
        ),
        migrations.AddIndex(
            model_name='importeddocument',
            index=models.Index(fields=['run', 'state'], name='cstonews_run_state'),
        ),
        migrations.AddIndex(
            model_name='importeddocument',
            index=models.Index(fields=['-review_priority', 'confidence', 'id', 'page', 'run', 'state', 'site', 'warning_codes'], name='cstonews_review'),
        ),
        migrations.AddConstraint(
            model_name='importchunk',
            constraint=models.UniqueConstraint(fields=('run', 'number'), name='cstonews_chunk_number'),
        ),
        migrations.AddIndex(
            model_name='planneddocument',
            index=models.Index(fields=['upload', 'state', 'is_near', 'is_chosen'], name='cstonews_planned_state'),
        ),
        migrations.AddConstraint(
            model_name='planneddocument',
            constraint=models.UniqueConstraint(fields=('upload', 'number'), name='cstonews_planned_number'),
        ),
    ]
