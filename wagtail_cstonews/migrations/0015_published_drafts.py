from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_cstonews', '0014_linked_files'),
    ]

    operations = [
        migrations.AlterField(
            model_name='importeddocument',
            name='state',
            field=models.CharField(choices=[('new', 'New'), ('unchanged', 'Unchanged'), ('published', 'Published'), ('changed', 'Changed'), ('edited', 'Edited by hand'), ('duplicate', 'Duplicate'), ('not_an_article', 'Not an article'), ('failed', 'Failed')], db_index=True, default='new', max_length=20, verbose_name='state'),
        ),
    ]
