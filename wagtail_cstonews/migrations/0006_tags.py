from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_cstonews', '0005_images'),
    ]

    operations = [
        migrations.AlterField(
            model_name='importedobject',
            name='kind',
            field=models.CharField(choices=[('person', 'Person'), ('role', 'Role'), ('spelling', 'Spelling'), ('redirect', 'Redirect'), ('image', 'Image'), ('tag', 'Tag')], max_length=10),
        ),
    ]
