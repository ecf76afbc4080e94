# The image model is whatever the site set. This app is only for sites whose base page model is Wagtail's own.

import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.fields
import wagtail_cstonews.publishing.text_language
import wagtail_cstonews.web
from django.db import migrations, models
from wagtail.images import get_image_model_string

from wagtail_cstonews.compat import base_page_dependency, base_page_model_name


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0094_alter_page_locale'),
        base_page_dependency(),
        migrations.swappable_dependency(get_image_model_string()),
        ('taggit', '0001_initial'),
        ('wagtail_cstonews', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='NewsPage',
            fields=[
                ('subtitle', models.TextField(blank=True, verbose_name='subtitle')),
                ('published_at', models.DateTimeField(blank=True, db_index=True, help_text='When the article first appeared, here or elsewhere.', null=True, verbose_name='published')),
                ('published_is_date_only', models.BooleanField(default=False, help_text='The time is not known and is not shown.', verbose_name='day only')),
                ('language', models.CharField(blank=True, help_text='A code such as “ru”, if the text is in another language than the rest of the site.', max_length=35, validators=[wagtail_cstonews.publishing.text_language.validate_language], verbose_name='language of the text')),
                ('dateline', models.CharField(blank=True, help_text='Where the report was filed.', max_length=255, verbose_name='dateline')),
                ('lead', models.TextField(blank=True, verbose_name='lead')),
                ('authors', wagtail.fields.StreamField([('author', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'As printed.', 'label': 'Name'}), 1: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_cstonews.Person',), {'label': 'Person', 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('name', 0), ('person', 1)]], {})}, verbose_name='authors')),
                ('outlet', models.CharField(blank=True, help_text='Who published it first, if not this site.', max_length=255, verbose_name='outlet')),
                ('source_url', models.URLField(blank=True, help_text='The address of the original.', max_length=2000, validators=[wagtail_cstonews.web.validate_web_url], verbose_name='source')),
                ('lead_image_alt', models.CharField(blank=True, help_text="What the image shows, for those who cannot see it. The image's own description if left empty.", max_length=255, verbose_name='alternative text of the lead image')),
                ('lead_image_caption', models.TextField(blank=True, verbose_name='lead image caption')),
                ('lead_image_credit', models.CharField(blank=True, help_text='Photographer or agency.', max_length=255, verbose_name='lead image credit')),
                ('body', wagtail.fields.StreamField([('paragraph', 0), ('heading', 1), ('quote', 8), ('exchange', 18), ('image', 28), ('list', 32), ('table', 35), ('embed', 36), ('preformatted', 37), ('linked_heading', 40)], blank=True, block_lookup={0: ('wagtail_cstonews.blocks.ParagraphBlock', (), {}), 1: ('wagtail_cstonews.blocks.HeadingBlock', (), {}), 2: ('wagtail.blocks.TextBlock', (), {'help_text': 'The words, without quotation marks.', 'label': 'Quote'}), 3: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_cstonews.Person',), {'label': 'Speaker', 'required': False}), 4: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown where no speaker is chosen.', 'label': 'Speaker as printed', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'help_text': 'The office that the article gives.', 'label': 'Role at the time', 'required': False}), 6: ('wagtail.blocks.TextBlock', (), {'help_text': 'What is to be said beside speaker and role, such as “in a letter to the council”.', 'label': 'Attribution', 'required': False, 'rows': 1}), 7: ('wagtail.blocks.URLBlock', (), {'help_text': 'The address where the words were published.', 'label': 'Source', 'required': False, 'validators': [wagtail_cstonews.web.validate_web_url]}), 8: ('wagtail.blocks.StructBlock', [[('quote', 2), ('speaker', 3), ('speaker_name', 4), ('role', 5), ('attribution', 6), ('source_url', 7)]], {}), 9: ('wagtail.blocks.TextBlock', (), {'label': 'Question'}), 10: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_cstonews.Person',), {'help_text': "The page's interviewer if left empty.", 'label': 'Asked by', 'required': False}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown where nobody is chosen.', 'label': 'Asked by, as printed', 'required': False}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Role of who asks', 'required': False}), 13: ('wagtail.blocks.StreamBlock', [[('paragraph', 0), ('quote', 8)]], {}), 14: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_cstonews.Person',), {'help_text': "The page's interviewee if left empty.", 'label': 'Answered by', 'required': False}), 15: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown where nobody is chosen.', 'label': 'Answered by, as printed', 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Role of who answers', 'required': False}), 17: ('wagtail_cstonews.blocks.TextLinksBlock', (), {'label': 'Links in the question'}), 18: ('wagtail.blocks.StructBlock', [[('question', 9), ('questioner', 10), ('questioner_name', 11), ('questioner_role', 12), ('answer', 13), ('answerer', 14), ('answerer_name', 15), ('answerer_role', 16), ('question_links', 17)]], {}), 19: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image', 'required': False}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': "What the image shows, for those who cannot see it. The image's own text if left empty.", 'label': 'Alternative text', 'required': False}), 21: ('wagtail.blocks.TextBlock', (), {'label': 'Caption', 'required': False, 'rows': 2}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'Credit', 'required': False}), 23: ('wagtail.blocks.URLBlock', (), {'help_text': 'Where an import saw it. Visitors see nothing of the block until there is an image.', 'label': 'Address of a missing image', 'required': False, 'validators': [wagtail_cstonews.web.validate_web_url]}), 24: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 25: ('wagtail.blocks.URLBlock', (), {'help_text': 'Used where no page is chosen, or the page is not public.', 'label': 'Address', 'required': False, 'validators': [wagtail_cstonews.web.validate_web_url]}), 26: ('wagtail.blocks.StructBlock', [[('page', 24), ('url', 25)]], {'label': 'The image leads to', 'required': False}), 27: ('wagtail_cstonews.blocks.TextLinksBlock', (), {'label': 'Links in caption and credit'}), 28: ('wagtail.blocks.StructBlock', [[('image', 19), ('alt_text', 20), ('caption', 21), ('credit', 22), ('source_url', 23), ('link', 26), ('caption_links', 27)]], {}), 29: ('wagtail.blocks.TextBlock', (), {'label': 'Item', 'rows': 1}), 30: ('wagtail.blocks.ListBlock', (29,), {'label': 'Items', 'min_num': 1}), 31: ('wagtail.blocks.BooleanBlock', (), {'label': 'Numbered', 'required': False}), 32: ('wagtail.blocks.StructBlock', [[('entries', 30), ('ordered', 31)]], {}), 33: ('wagtail.blocks.TextBlock', (), {'label': 'Text', 'required': False, 'rows': 1}), 34: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Formatted text', 'required': False}), 35: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 33), ('rich_text', 34)]], {}), 36: ('wagtail_cstonews.blocks.EmbedBlock', (), {}), 37: ('wagtail_cstonews.blocks.PreformattedBlock', (), {}), 38: ('wagtail.blocks.CharBlock', (), {'label': 'Heading'}), 39: ('wagtail_cstonews.blocks.TextLinksBlock', (), {}), 40: ('wagtail.blocks.StructBlock', [[('text', 38), ('links', 39)]], {})}, verbose_name='body')),
                ('quotes', wagtail.fields.StreamField([('quote', 4)], blank=True, block_lookup={0: ('wagtail.blocks.TextBlock', (), {'help_text': 'The words, without quotation marks.', 'label': 'Quote', 'rows': 2}), 1: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_cstonews.Person',), {'label': 'Speaker', 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown where no speaker is chosen.', 'label': 'Speaker as printed', 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'The office that the article gives.', 'label': 'Role at the time', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('quote', 0), ('speaker', 1), ('speaker_name', 2), ('role', 3)]], {})}, default=list, help_text='What is said in the lead and in paragraphs, for the pages of the people who say it. Words in a quote block or in an answer need no entry here.', verbose_name='quotes in paragraphs')),
                ('related', wagtail.fields.StreamField([('teaser', 4)], blank=True, block_lookup={0: ('wagtail.blocks.TextBlock', (), {'help_text': "The page's title is shown if left empty.", 'label': 'Teaser', 'required': False, 'rows': 2}), 1: ('wagtail.blocks.DateBlock', (), {'label': 'Date', 'required': False}), 2: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 3: ('wagtail.blocks.URLBlock', (), {'label': 'Address', 'required': False, 'validators': [wagtail_cstonews.web.validate_web_url]}), 4: ('wagtail.blocks.StructBlock', [[('text', 0), ('date', 1), ('page', 2), ('url', 3)]], {})}, verbose_name='related articles')),
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='cstonews_newspage', serialize=False, to=base_page_model_name())),
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
                ('intro', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='cstonews_newsindexpage', serialize=False, to=base_page_model_name())),
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
                ('interviewee_name', models.CharField(blank=True, help_text='Shown where nobody is chosen.', max_length=255, verbose_name='interviewee as printed')),
                ('interviewee_role', models.TextField(blank=True, verbose_name='role at the time')),
                ('interviewer_name', models.CharField(blank=True, help_text='Shown where nobody is chosen.', max_length=255, verbose_name='interviewer as printed')),
                ('interviewer_role', models.TextField(blank=True, verbose_name='role of the interviewer')),
                ('newspage_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='cstonews_interviewpage', serialize=False, to='cstonews_pages.newspage')),
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
        migrations.AddField(
            model_name='interviewpage',
            name='interviewee',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtail_cstonews.person', verbose_name='interviewee'),
        ),
        migrations.AddField(
            model_name='interviewpage',
            name='interviewer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtail_cstonews.person', verbose_name='interviewer'),
        ),
    ]
