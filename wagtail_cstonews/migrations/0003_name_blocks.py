from __future__ import annotations

from typing import Any

from django.db import migrations, models

from wagtail_cstonews.names.blocking import block_key

BATCH = 1000


def fill(apps: Any, schema_editor: Any) -> None:
    """The blocks of those who are there already."""
    for model, field in (("Person", "name"), ("PersonName", "spelling")):
        objects = apps.get_model("wagtail_cstonews", model)._default_manager.using(schema_editor.connection.alias)
        batch: list[Any] = []
        for item in objects.only("pk", field).order_by("pk").iterator(BATCH):
            item.block = block_key(getattr(item, field))
            batch.append(item)
            if len(batch) == BATCH:
                objects.bulk_update(batch, ["block"])
                batch = []
        objects.bulk_update(batch, ["block"])


class Migration(migrations.Migration):
    dependencies = [("wagtail_cstonews", "0002_site_profile")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="block",
            field=models.CharField(
                db_index=True,
                default="",
                editable=False,
                help_text="The family name as its consonants, to find other spellings by.",
                max_length=32,
            ),
        ),
        migrations.AddField(
            model_name="personname",
            name="block",
            field=models.CharField(db_index=True, default="", editable=False, max_length=32),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
