# The image model is whatever the site set. This app is only for sites whose base page model is Wagtail's own.

import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.fields
import wagtail_cstonews.web
from django.db import migrations, models
from wagtail.images import get_image_model_string

from wagtail_cstonews.compat import base_page_dependency, base_page_model_name


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('taggit', '0001_initial'),
        ('wagtailcore', '0094_alter_page_locale'),
        base_page_dependency(),
        migrations.swappable_dependency(get_image_model_string()),
        ('wagtail_cstonews', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='NewsPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=base_page_model_name())),
                ('subtitle', models.TextField(blank=True, verbose_name='subtitle')),
                ('published_at', models.DateTimeField(blank=True, db_index=True, help_text='When the article first appeared, here or elsewhere.', null=True, verbose_name='published')),
                ('published_is_date_only', models.BooleanField(default=False, help_text='The time is not known and is not shown.', verbose_name='day only')),
                ('dateline', models.CharField(blank=True, help_text='Where the report was filed.', max_length=255, verbose_name='dateline')),
                ('lead', models.TextField(blank=True, verbose_name='lead')),
                ('authors', wagtail.fields.StreamField([('author', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'As printed.', 'label': 'Name'}), 1: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_cstonews.Person',), {'label': 'Person', 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('name', 0), ('person', 1)]], {})}, verbose_name='authors')),
                ('outlet', models.CharField(blank=True, help_text='Who published it first, if not this site.', max_length=255, verbose_name='outlet')),
                ('source_url', models.URLField(blank=True, help_text='The address of the original.', max_length=2000, validators=[wagtail_cstonews.web.validate_web_url], verbose_name='source')),
                ('lead_image_caption', models.TextField(blank=True, verbose_name='lead image caption')),
                ('body', wagtail.fields.StreamField([('paragraph', 0), ('heading', 1), ('quote', 8), ('exchange', 17), ('image', 22), ('list', 26), ('table', 29), ('embed', 30)], blank=True, block_lookup={0: ('wagtail_cstonews.blocks.ParagraphBlock', (), {}), 1: ('wagtail_cstonews.blocks.HeadingBlock', (), {}), 2: ('wagtail.blocks.TextBlock', (), {'help_text': 'The words, without quotation marks.', 'label': 'Quote'}), 3: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_cstonews.Person',), {'label': 'Speaker', 'required': False}), 4: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown where no speaker is chosen.', 'label': 'Speaker as printed', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'help_text': 'The office that the article gives.', 'label': 'Role at the time', 'required': False}), 6: ('wagtail.blocks.TextBlock', (), {'help_text': 'The rest of the sentence, such as “the minister said on Monday”.', 'label': 'Attribution as printed', 'required': False, 'rows': 1}), 7: ('wagtail.blocks.URLBlock', (), {'help_text': 'The address where the words were published.', 'label': 'Source', 'required': False, 'validators': [wagtail_cstonews.web.validate_web_url]}), 8: ('wagtail.blocks.StructBlock', [[('quote', 2), ('speaker', 3), ('speaker_name', 4), ('role', 5), ('attribution', 6), ('source_url', 7)]], {}), 9: ('wagtail.blocks.TextBlock', (), {'label': 'Question'}), 10: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_cstonews.Person',), {'label': 'Asked by', 'required': False}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown where nobody is chosen.', 'label': 'Asked by, as printed', 'required': False}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Role of who asks', 'required': False}), 13: ('wagtail.blocks.StreamBlock', [[('paragraph', 0), ('quote', 8)]], {}), 14: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_cstonews.Person',), {'label': 'Answered by', 'required': False}), 15: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown where nobody is chosen.', 'label': 'Answered by, as printed', 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Role of who answers', 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('question', 9), ('questioner', 10), ('questioner_name', 11), ('questioner_role', 12), ('answer', 13), ('answerer', 14), ('answerer_name', 15), ('answerer_role', 16)]], {}), 18: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image'}), 19: ('wagtail.blocks.CharBlock', (), {'help_text': "What the image shows, for those who cannot see it. The image's own text if left empty.", 'label': 'Alternative text', 'required': False}), 20: ('wagtail.blocks.TextBlock', (), {'label': 'Caption', 'required': False, 'rows': 2}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Credit', 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('image', 18), ('alt_text', 19), ('caption', 20), ('credit', 21)]], {}), 23: ('wagtail.blocks.TextBlock', (), {'label': 'Item', 'rows': 1}), 24: ('wagtail.blocks.ListBlock', (23,), {'label': 'Items', 'min_num': 1}), 25: ('wagtail.blocks.BooleanBlock', (), {'label': 'Numbered', 'required': False}), 26: ('wagtail.blocks.StructBlock', [[('entries', 24), ('ordered', 25)]], {}), 27: ('wagtail.blocks.TextBlock', (), {'label': 'Text', 'required': False, 'rows': 1}), 28: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Formatted text', 'required': False}), 29: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 27), ('rich_text', 28)]], {}), 30: ('wagtail_cstonews.blocks.EmbedBlock', (), {})}, verbose_name='body')),
                ('related', wagtail.fields.StreamField([('teaser', 4)], blank=True, block_lookup={0: ('wagtail.blocks.TextBlock', (), {'help_text': "The page's title is shown if left empty.", 'label': 'Teaser', 'required': False, 'rows': 2}), 1: ('wagtail.blocks.DateBlock', (), {'label': 'Date', 'required': False}), 2: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 3: ('wagtail.blocks.URLBlock', (), {'label': 'Address', 'required': False, 'validators': [wagtail_cstonews.web.validate_web_url]}), 4: ('wagtail.blocks.StructBlock', [[('text', 0), ('date', 1), ('page', 2), ('url', 3)]], {})}, verbose_name='related articles')),
                ('lead_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='lead image')),
            ],
            options={
                'verbose_name': 'news article',
                'verbose_name_plural': 'news articles',
            },
            bases=(base_page_model_name(), models.Model),
        ),
        migrations.CreateModel(
            name='NewsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=base_page_model_name())),
                ('intro', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'news section',
                'verbose_name_plural': 'news sections',
            },
            bases=(base_page_model_name(), models.Model),
        ),
        migrations.CreateModel(
            name='InterviewPage',
            fields=[
                ('newspage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='cstonews_pages.newspage')),
                ('interviewee_name', models.CharField(blank=True, help_text='Shown where nobody is chosen.', max_length=255, verbose_name='interviewee as printed')),
                ('interviewee_role', models.TextField(blank=True, verbose_name='role at the time')),
                ('interviewer_name', models.CharField(blank=True, help_text='Shown where nobody is chosen.', max_length=255, verbose_name='interviewer as printed')),
                ('interviewer_role', models.TextField(blank=True, verbose_name='role of the interviewer')),
                ('interviewee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtail_cstonews.person', verbose_name='interviewee')),
                ('interviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtail_cstonews.person', verbose_name='interviewer')),
            ],
            options={
                'verbose_name': 'interview',
                'verbose_name_plural': 'interviews',
            },
            bases=('cstonews_pages.newspage', models.Model),
        ),
        migrations.CreateModel(
            name='NewsPageTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='cstonews_pages.newspage')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='newspage',
            name='tags',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='cstonews_pages.NewsPageTag', to='taggit.Tag', verbose_name='tags'),
        ),
    ]
