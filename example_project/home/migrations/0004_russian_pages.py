"""The front page and the section in Russian, beside the English ones: /ru/ and /ru/news/."""

from uuid import uuid4

from django.db import migrations
from django.utils import timezone

LANGUAGE = "ru"
SITE_NAME = "Слияние"
INTRODUCTION = (
    "Новости и разговоры с берегов пяти рек: что делает вода, что о ней решают и кому есть что сказать."
)
SECTION_INTRO = "<p>Сообщения, заявления и интервью из стран Договора пяти рек.</p>"


def make_pages(apps, schema_editor):
    HomePage = apps.get_model("home", "HomePage")
    Locale = apps.get_model("wagtailcore", "Locale")
    Site = apps.get_model("wagtailcore", "Site")
    site = Site.objects.filter(is_default_site=True).first()
    home = HomePage.objects.filter(pk=site.root_page_id).first() if site else None
    locale, is_new = Locale.objects.get_or_create(language_code=LANGUAGE)
    # A site that has Russian pages is left alone.
    if home is None or not is_new or home.locale_id == locale.pk:
        return
    made = make_home(apps, home, locale)
    make_section(apps, home, made)


def make_home(apps, home, locale):
    Page = apps.get_model("wagtailcore", "Page")
    root = Page.objects.get(depth=1, path=home.path[:4])
    siblings = Page.objects.filter(depth=2, path__startswith=root.path).order_by("path")
    made = apps.get_model("home", "HomePage").objects.create(
        title=SITE_NAME,
        draft_title=SITE_NAME,
        slug=f"{home.slug}-{LANGUAGE}",
        introduction=INTRODUCTION,
        content_type=home.content_type,
        locale=locale,
        translation_key=home.translation_key,
        path=following(siblings.last().path),
        depth=2,
        numchild=0,
        url_path=f"/{home.slug}-{LANGUAGE}/",
        first_published_at=timezone.now(),
        last_published_at=timezone.now(),
    )
    Page.objects.filter(pk=root.pk).update(numchild=siblings.count())
    return made


def make_section(apps, home, made):
    NewsIndexPage = apps.get_model("cstonews_pages", "NewsIndexPage")
    Page = apps.get_model("wagtailcore", "Page")
    section = NewsIndexPage.objects.filter(path__startswith=home.path, slug="news").first()
    NewsIndexPage.objects.create(
        title="Новости",
        draft_title="Новости",
        slug="news",
        intro=SECTION_INTRO,
        content_type=content_type(apps, "cstonews_pages", "newsindexpage"),
        locale=made.locale,
        translation_key=section.translation_key if section else uuid4(),
        path=f"{made.path}0001",
        depth=made.depth + 1,
        numchild=0,
        url_path=f"{made.url_path}news/",
        show_in_menus=True,
        first_published_at=made.first_published_at,
        last_published_at=made.last_published_at,
    )
    Page.objects.filter(pk=made.pk).update(numchild=1)


def unmake_pages(apps, schema_editor):
    """Takes the pages away if nothing was put below them."""
    Page = apps.get_model("wagtailcore", "Page")
    for home in apps.get_model("home", "HomePage").objects.filter(locale__language_code=LANGUAGE):
        below = Page.objects.filter(path__startswith=home.path)
        if below.count() <= 2:
            apps.get_model("cstonews_pages", "NewsIndexPage").objects.filter(path__startswith=home.path).delete()
            root = Page.objects.get(depth=1, path=home.path[:4])
            home.delete()
            Page.objects.filter(pk=root.pk).update(
                numchild=Page.objects.filter(depth=2, path__startswith=root.path).count()
            )
            apps.get_model("wagtailcore", "Locale").objects.filter(language_code=LANGUAGE).delete()


def content_type(apps, app_label, model):
    return apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model)[0]


ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def following(path):
    """The next path on the same level, as treebeard counts."""
    above, last = path[:-4], path[-4:]
    number = int(last, 36) + 1
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = ALPHABET[digit] + digits
    return above + digits.rjust(4, "0")


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_pinned_article"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_pages, unmake_pages)]
