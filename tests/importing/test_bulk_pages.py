"""Pages written in bulk, against Wagtail's own way: row by row over every table."""

from __future__ import annotations

import datetime
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from treebeard.exceptions import NodeAlreadySaved, PathOverflow
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.fields import StreamField
from wagtail.log_actions import LogContext
from wagtail.models import ReferenceIndex
from wagtail.search import index
from wagtail.signals import page_published, published

from wagtail_cstonews import conf
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.importing.bulk import bulk_add_children, bulk_update_pages, why_not_in_bulk

from ..factories import make_user
from . import rows
from .pages import Things, block, fixed, interview_page, mixed_pages, plain_page, plain_pages, rich_page

pytestmark = pytest.mark.django_db


class Undo(Exception):  # noqa: N818
    pass


def written(write):
    """What ``write`` changes in the database; it is undone."""
    before = rows.snapshot()
    found = {}
    try:
        with transaction.atomic():
            write()
            found = rows.difference(before, rows.snapshot())
            assert not rows.wrong_hashes()
            raise Undo
    except Undo:
        return found


def wagtails_way(parent, pages, *, user=None, publish=False, log_action=False):
    for page in pages:
        parent.add_child(instance=page)
        revision = page.save_revision(user=user, log_action=log_action)
        if publish:
            revision.publish(user=user)


def wagtails_updates(pages, *, user=None, publish=False, log_action=False):
    """Publishing a page that is there indexes it before its tags and children are saved, so that both
    indexes have the old ones until it is saved again. In bulk they are right at once.
    """
    for page in pages:
        revision = page.save_revision(user=user, log_action=log_action)
        if publish:
            revision.publish(user=user)
            saved = type(page).objects.get(pk=page.pk)
            ReferenceIndex.create_or_update_for_object(saved)
            index.insert_or_update_object(saved)


def assert_same(one, other):
    assert set(one) == set(other)
    for table, lines in one.items():
        assert lines == other[table], table


either = pytest.mark.parametrize("publish", [False, True], ids=["drafts", "published"])


@either
def test_plain(news_index, admin_user, publish):
    options = {"user": admin_user, "publish": publish}
    own = written(lambda: wagtails_way(news_index, plain_pages(3), **options))
    bulk = written(lambda: bulk_add_children(news_index, plain_pages(3), **options))
    assert_same(own, bulk)


@either
def test_rich(news_index, home, admin_user, publish):
    things = Things(home)
    own = written(lambda: wagtails_way(news_index, mixed_pages(things), user=admin_user, publish=publish))
    bulk = written(
        lambda: bulk_add_children(news_index, mixed_pages(things), user=admin_user, publish=publish)
    )
    assert_same(own, bulk)


def added(parent, pages, **options):
    """The pages as Wagtail adds them; their ids."""
    wagtails_way(parent, pages, **options)
    return [page.pk for page in pages]


def changed_pages(ids, things):
    """The pages, read anew and changed in every way."""
    from tests.bulk_models.models import RichPageLink

    pages = list(get_base_page_model().objects.filter(pk__in=ids).order_by("path").specific())
    for number, page in enumerate(pages):
        page.title = page.title if number % 2 else f"New title {number}"
        if hasattr(page, "links"):
            page.intro = "<p>Other words</p>"
            page.picture = things.images[0]
            page.body = page.body.raw_data[1:]
            first, *others = page.links.all()
            if number:
                first.title = "Renamed"
                page.links = [
                    *others[1:],
                    first,
                    RichPageLink(title="Brand new", sort_order=9, target=things.home),
                ]
            page.topics = [things.topics[2], things.topics[0]]
            page.facts = page.facts.all() if number else []
        else:
            page.lead = "Another lead."
            page.body = [*page.body.raw_data[:1], block("heading", "New", f"new {number}")]
        if hasattr(page, "tags") and number != 3:
            page.tags.set(["fresh", "water"])
    return pages


@either
@pytest.mark.parametrize("was_live", [False, True], ids=["from-draft", "from-live"])
def test_updates(news_index, home, admin_user, publish, was_live):
    things = Things(home)
    ids = added(news_index, mixed_pages(things), user=admin_user, publish=was_live)
    options = {"user": admin_user, "publish": publish, "log_action": True}
    own = written(lambda: wagtails_updates(changed_pages(ids, things), **options))
    bulk = written(lambda: bulk_update_pages(changed_pages(ids, things), **options))
    assert_same(own, bulk)


@either
def test_updates_of_pages_with_newer_drafts(news_index, home, admin_user, publish):
    """What is in the latest revision, and not in the page's rows, is where an editor goes on."""
    things = Things(home)
    ids = added(news_index, mixed_pages(things), user=admin_user, publish=True)
    wagtails_updates(changed_pages(ids, things), user=admin_user)

    def latest():
        pages = get_base_page_model().objects.filter(pk__in=ids).order_by("path").specific()
        pages = [page.get_latest_revision_as_object() for page in pages]
        for page in pages:
            page.seo_title = "Newer"
        return pages

    own = written(lambda: wagtails_updates(latest(), publish=publish))
    bulk = written(lambda: bulk_update_pages(latest(), publish=publish))
    assert_same(own, bulk)


def test_comparison_sees_a_difference(news_index, admin_user):
    own = written(lambda: wagtails_way(news_index, plain_pages(1), user=admin_user))
    bulk = written(lambda: bulk_add_children(news_index, plain_pages(1), user=admin_user, log_action=True))
    assert set(own) == set(bulk)
    assert {table for table in own if own[table] != bulk[table]} == {"wagtailcore_pagelogentry"}


def test_edit_is_logged_where_that_is_asked_for(news_index, admin_user):
    options = {"user": admin_user, "publish": True, "log_action": True}
    own = written(lambda: wagtails_way(news_index, plain_pages(2, owner=admin_user), **options))
    bulk = written(lambda: bulk_add_children(news_index, plain_pages(2, owner=admin_user), **options))
    assert_same(own, bulk)


def test_live_pages_and_log_context(news_index, admin_user):
    """``add_child()`` makes pages live that say so, and the log takes user and id of the active context."""

    def inside(write):
        context = LogContext(user=admin_user)
        context.uuid = fixed("context")
        with context:
            write()

    own = written(lambda: inside(lambda: wagtails_way(news_index, plain_pages(2, live=True))))
    bulk = written(lambda: inside(lambda: bulk_add_children(news_index, plain_pages(2, live=True))))
    assert_same(own, bulk)


def test_pages_that_wagtail_writes_stand_in_their_place(news_index, home):
    """Types that go their own way, and pages for later, among those that are written in bulk."""
    Things(home)
    from tests.bulk_models.models import ClosedPage, SavingPage, UniquePage

    later = timezone.now() + datetime.timedelta(days=400)

    def pages():
        return [
            *plain_pages(2),
            SavingPage(title="Own", live=False, translation_key=fixed("own")),
            plain_page(3),
            plain_page(4, go_live_at=later.replace(microsecond=0)),
            UniquePage(title="Unique", code="a", live=False, translation_key=fixed("unique")),
            ClosedPage(title="Closed", secret="yes", live=False, translation_key=fixed("closed")),
            ClosedPage(title="Open", secret="no", live=False, translation_key=fixed("open")),
        ]

    assert "overrides save" in why_not_in_bulk(SavingPage)
    assert why_not_in_bulk(conf.get_interview_page_model()) == why_not_in_bulk(UniquePage) == ""
    own = written(lambda: wagtails_way(news_index, pages(), publish=True))
    bulk = written(lambda: bulk_add_children(news_index, pages(), publish=True))
    assert_same(own, bulk)


def test_page_type_that_somebody_listens_to(news_index):
    model = conf.get_news_page_model()
    heard = []

    def listen(instance, **kwargs):
        heard.append(instance.title)

    post_save.connect(listen, sender=model)
    try:
        assert "is listened to by" in why_not_in_bulk(model)
        bulk_add_children(news_index, plain_pages(1))
    finally:
        post_save.disconnect(listen, sender=model)
    assert heard
    assert why_not_in_bulk(model) == ""


def test_slugs(news_index):
    model = conf.get_news_page_model()
    bulk_add_children(news_index, [model(title="A title", live=False)])

    def pages():
        titles = ["A title", "a title", "A title 2", "Ünder", "A title"]
        return [
            model(title=title, live=False, translation_key=fixed(f"{n}")) for n, title in enumerate(titles)
        ]

    own = written(lambda: wagtails_way(news_index, pages()))
    bulk = written(lambda: bulk_add_children(news_index, pages()))
    assert_same(own, bulk)


def test_slug_that_is_taken_is_refused(news_index):
    bulk_add_children(news_index, plain_pages(1))
    for validate in (True, False):
        with pytest.raises(ValidationError, match="already in use"):
            bulk_add_children(news_index, [plain_page(1), plain_page(0)], validate=validate)
    with pytest.raises(ValidationError, match="already in use"):
        bulk_add_children(news_index, [plain_page(7), plain_page(8, slug="article-7")])
    assert news_index.get_children().count() == 1


def test_invalid_page_is_named_and_nothing_is_written(news_index):
    for fields in ({"title": ""}, {"outlet": "x" * 300}, {"lead_image_id": 987654}, {"slug": "no slug"}):
        with pytest.raises(ValidationError) as caught:
            bulk_add_children(news_index, [plain_page(1), plain_page(2, **fields), plain_page(3)])
        assert {*caught.value.error_dict} == {next(iter(fields)).removesuffix("_id")}
        assert caught.value.__notes__[0].startswith("Page 2 of 3")
    assert not news_index.get_children().exists()


def test_validation_can_be_left_out(news_index):
    bulk_add_children(news_index, [plain_page(1, source_url="no address")], validate=False)
    assert news_index.get_children().get().specific.source_url == "no address"


def test_user_who_may_not_publish(news_index):
    user = make_user(is_superuser=False)
    with pytest.raises(PublishPagePermissionError):
        bulk_add_children(news_index, plain_pages(2), user=user, publish=True)
    assert bulk_add_children(news_index, plain_pages(2), user=user) == 2
    with pytest.raises(PublishPagePermissionError):
        bulk_update_pages(specific_children(news_index), user=user, publish=True)


def specific_children(parent):
    return list(parent.get_children().order_by("path").specific())


def test_parent_without_room(news_index):
    last = news_index.path + "ZZZY"
    wagtails_way(news_index, plain_pages(1))
    get_base_page_model().objects.filter(depth=news_index.depth + 1).update(path=last)
    with pytest.raises(PathOverflow, match="no room for 2 more"):
        bulk_add_children(news_index, [plain_page(1), plain_page(2)])
    assert bulk_add_children(news_index, [plain_page(1)]) == 1


def test_parent_in_memory_is_brought_up_to_date(news_index):
    stale = get_base_page_model().objects.get(pk=news_index.pk)
    bulk_add_children(news_index, plain_pages(2))
    assert bulk_add_children(stale, [plain_page(5)]) == 1
    assert (news_index.numchild, stale.numchild) == (2, 3)
    assert not any(get_base_page_model().find_problems())


def test_page_that_is_there_already(news_index):
    pages = plain_pages(1)
    bulk_add_children(news_index, pages)
    with pytest.raises(NodeAlreadySaved):
        bulk_add_children(news_index, pages)


def test_pages_in_memory_are_what_was_written(news_index, admin_user):
    pages = plain_pages(2)
    bulk_add_children(news_index, pages, user=admin_user, publish=True)
    for page in pages:
        fresh = type(page).objects.get(pk=page.pk)
        for field in page._meta.concrete_fields:
            value = field.value_to_string(page), field.value_to_string(fresh)
            if isinstance(field, StreamField):
                value = json.loads(value[0]), json.loads(value[1])
            assert value[0] == value[1], field.name
        assert page.get_parent() == news_index
        assert fresh.get_latest_revision_as_object().title == page.title


def test_draft_reopens_in_the_editor(news_index, admin_client, home):
    things = Things(home)
    bulk_add_children(news_index, [interview_page(1, things), rich_page(2, things)])
    for page in specific_children(news_index):
        assert page.has_unpublished_changes
        latest = page.get_latest_revision_as_object()
        assert [tag.name for tag in latest.tags.all()][-1].startswith("tag ")
        assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_signals_come_after_the_commit(news_index, django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, instance, revision, **kwargs):
        heard.append((sender, instance.pk, instance.live, revision.object_id))

    page_published.connect(listen)
    published.connect(listen)
    pages = plain_pages(2)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            bulk_add_children(news_index, pages, publish=True)
            assert not heard
        with django_capture_on_commit_callbacks(execute=True):
            bulk_update_pages(pages)
    finally:
        page_published.disconnect(listen)
        published.disconnect(listen)
    assert heard == [(type(page), page.pk, True, str(page.pk)) for page in pages for _ in range(2)]


def test_batches_of_an_iterator(news_index, home):
    things = Things(home)
    assert bulk_add_children(news_index, iter(mixed_pages(things)), batch_size=3) == 7
    assert [page.path[-4:] for page in specific_children(news_index)] == [f"000{n}" for n in range(1, 8)]
    assert bulk_update_pages(iter(specific_children(news_index)), batch_size=2, publish=True) == 7
    assert bulk_add_children(news_index, []) == 0
    assert not any(get_base_page_model().find_problems())


def test_queries_of_a_batch_are_constant(news_index, home, admin_user):
    things = Things(home)
    counts = {}
    for size in (2, 12):
        pages = [interview_page(size * 100 + n, things) for n in range(size)]
        pages += [rich_page(size * 100 + n, things) for n in range(size)]
        with CaptureQueriesContext(connection) as queries:
            bulk_add_children(news_index, pages, user=admin_user, publish=True)
        with CaptureQueriesContext(connection) as updates:
            bulk_update_pages(pages, user=admin_user, publish=True)
        counts[size] = (len(queries), len(updates))
    # The search index is read as a whole now and then.
    assert counts[12][0] <= counts[2][0] + 1
    assert counts[12][1] <= counts[2][1] + 1
    assert counts[2][0] < 70


def test_update_with_a_new_slug_moves_what_is_below(news_index):
    bulk_add_children(news_index, plain_pages(2), publish=True)
    pages = specific_children(news_index)
    bulk_add_children(pages[0], [plain_page(9)], publish=True)
    pages[0].slug = "moved"
    bulk_update_pages(pages, publish=True)
    below = get_base_page_model().objects.get(slug="article-9")
    assert below.url_path == f"{news_index.url_path}moved/article-9/"


def test_updates_that_cannot_be(news_index):
    bulk_add_children(news_index, plain_pages(2))
    pages = specific_children(news_index)
    with pytest.raises(ValueError, match="given twice"):
        bulk_update_pages([pages[0], pages[0]])
    with pytest.raises(RuntimeError, match="not specific"):
        bulk_update_pages([get_base_page_model().objects.get(pk=pages[0].pk)])
    get_base_page_model().objects.get(pk=pages[1].pk).delete()
    with pytest.raises(get_base_page_model().DoesNotExist, match="any more"):
        bulk_update_pages(pages)
    with pytest.raises(ValueError, match="at least 1"):
        bulk_update_pages(pages, batch_size=0)


def test_ids_that_the_database_does_not_tell(news_index, monkeypatch):
    """MySQL proper returns no ids; it tells the first, and the others follow."""
    monkeypatch.setattr(type(connection.features), "can_return_rows_from_bulk_insert", False)
    own = written(lambda: wagtails_way(news_index, plain_pages(3), publish=True))
    bulk = written(lambda: bulk_add_children(news_index, plain_pages(3), publish=True))
    assert_same(own, bulk)
