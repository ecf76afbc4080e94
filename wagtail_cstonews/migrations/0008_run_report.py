from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_cstonews', '0007_chunks'),
    ]

    operations = [
        migrations.AddField(
            model_name='importrun',
            name='report',
            field=models.JSONField(blank=True, default=dict, editable=False, help_text='What it found, as its report shows it.'),
        ),
    ]
