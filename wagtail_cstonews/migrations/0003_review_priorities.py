"""Review priorities, sites and codes of warnings for documents that were imported before."""

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef

CHUNK = 500


def describe(apps, schema_editor):
    """Set the site, the codes of warnings and the priority of each document, some hundred at a time."""
    from wagtail_cstonews import conf
    from wagtail_cstonews.documents import host_key
    from wagtail_cstonews.models.imports.troubles import codes_as_text, troubles_of

    alias = schema_editor.connection.alias
    documents = apps.get_model("wagtail_cstonews", "ImportedDocument")._default_manager.using(alias)
    proposals = apps.get_model("wagtail_cstonews", "ImportProposal")._default_manager.using(alias)
    least = conf.get_share("PUBLISH_ABOVE")
    waiting = proposals.filter(document=OuterRef("pk"), state="waiting")
    rows = documents.annotate(
        waits=Exists(waiting),
        first=F("duplicate_of__content_hash"),
        warned=F("article__warnings"),
        placed=F("given__site"),
    ).only("pk", "state", "confidence", "url", "content_hash")
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        for document in chunk:
            codes = [str(warning.get("code")) for warning in document.warned or ()]
            troubles = troubles_of(
                state=document.state,
                confidence=document.confidence,
                codes=codes,
                least=least,
                waits=document.waits,
                is_near=document.first not in (None, document.content_hash),
            )
            document.review_priority = troubles[0] if troubles else 0
            document.warning_codes = codes_as_text(codes)
            document.site = (host_key(document.url) or document.placed or "")[:253]
        documents.bulk_update(chunk, ["review_priority", "warning_codes", "site"])


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_cstonews', "0003_workbench"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='importeddocument',
            name='cstonews_review',
        ),
        migrations.AddField(
            model_name='importeddocument',
            name='site',
            field=models.CharField(blank=True, help_text='The host of its address, without www.; without an address, the place that it came in.', max_length=253, verbose_name='site'),
        ),
        migrations.AddField(
            model_name='importeddocument',
            name='warning_codes',
            field=models.CharField(blank=True, editable=False, max_length=255),
        ),
        migrations.AddIndex(
            model_name='importeddocument',
            index=models.Index(fields=['-review_priority', 'confidence', 'id', 'page', 'run', 'state', 'site', 'warning_codes'], name='cstonews_review'),
        ),
        migrations.RunPython(describe, migrations.RunPython.noop),
    ]
