"""The front page and the section /news/, so that an empty database is a site already."""

from django.db import migrations
from django.utils import timezone

SITE_NAME = "The Confluence"
INTRODUCTION = (
    "News and conversations from the five rivers: what the water does, "
    "what is decided about it, and who has something to say."
)
SECTION_INTRO = "<p>Reports, statements and interviews from the countries of the Five Rivers Compact.</p>"


def make_pages(apps, schema_editor):
    Site = apps.get_model("wagtailcore", "Site")
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    # Wagtail's welcome page becomes the front page. A site that has another one is left alone.
    if site is None or site.root_page.content_type != content_type(apps, "wagtailcore", "page"):
        return
    home = make_home(apps, site.root_page)
    Site.objects.filter(pk=site.pk).update(site_name=SITE_NAME)
    make_section(apps, home)


def make_home(apps, welcome):
    """The welcome page, with the part that makes it a front page: historical models have no add_child()."""
    HomePage = apps.get_model("home", "HomePage")
    values = {field.attname: getattr(welcome, field.attname) for field in welcome._meta.concrete_fields}
    home = HomePage(page_ptr_id=welcome.pk, **values)
    home.title = home.draft_title = SITE_NAME
    home.introduction = INTRODUCTION
    home.content_type = content_type(apps, "home", "homepage")
    home.first_published_at = home.last_published_at = timezone.now()
    home.save()
    return home


def make_section(apps, home):
    NewsIndexPage = apps.get_model("cstonews_pages", "NewsIndexPage")
    Page = apps.get_model("wagtailcore", "Page")
    if home.numchild:
        return
    NewsIndexPage.objects.create(
        title="News",
        draft_title="News",
        slug="news",
        intro=SECTION_INTRO,
        content_type=content_type(apps, "cstonews_pages", "newsindexpage"),
        locale_id=home.locale_id,
        path=f"{home.path}0001",
        depth=home.depth + 1,
        numchild=0,
        url_path=f"{home.url_path}news/",
        show_in_menus=True,
        first_published_at=home.first_published_at,
        last_published_at=home.last_published_at,
    )
    Page.objects.filter(pk=home.pk).update(numchild=1)


def unmake_home(apps, schema_editor):
    """The front page becomes an ordinary page again; what is below it stays."""
    Page = apps.get_model("wagtailcore", "Page")
    for home in apps.get_model("home", "HomePage").objects.all():
        Page.objects.filter(pk=home.pk).update(content_type=content_type(apps, "wagtailcore", "page"))
        home.delete(keep_parents=True)


def content_type(apps, app_label, model):
    return apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model)[0]


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_pages, unmake_home)]
