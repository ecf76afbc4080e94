# The image model is whatever the site set: written by hand where makemigrations names one.

import django.db.models.deletion
from django.db import migrations, models
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(get_image_model_string()),
        ('wagtail_cstonews', '0004_import_engine'),
    ]

    operations = [
        migrations.AddField(
            model_name='importeddocument',
            name='images_missing',
            field=models.PositiveIntegerField(default=0, help_text='Images that the article names and that are not on the site.', verbose_name='missing images'),
        ),
        migrations.AlterField(
            model_name='importedobject',
            name='kind',
            field=models.CharField(choices=[('person', 'Person'), ('role', 'Role'), ('spelling', 'Spelling'), ('redirect', 'Redirect'), ('image', 'Image')], max_length=10),
        ),
        migrations.CreateModel(
            name='ImportedImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_hash', models.CharField(help_text="As on Wagtail's images: SHA-1.", max_length=40, unique=True)),
                ('file_name', models.CharField(blank=True, help_text='Where the file is being stored; empty once the image is there.', max_length=255)),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=get_image_model_string())),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtail_cstonews.importrun')),
            ],
            options={
                'verbose_name': 'imported image',
                'verbose_name_plural': 'imported images',
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
    ]
