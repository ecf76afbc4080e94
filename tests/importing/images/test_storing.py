"""Images of imported articles: from files beside the documents, or fetched when asked."""

import io
import os
import re
import tarfile
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from wagtail.images import get_image_model
from wagtail.models import Collection, ModelLogEntry, ReferenceIndex

from tests import factories
from wagtail_cstonews.extraction.article import Image, LeadImage, Paragraph
from wagtail_cstonews.importing.entries.entry import Extracted
from wagtail_cstonews.importing.entries.reimport import stored_items
from wagtail_cstonews.importing.images import ImageBook
from wagtail_cstonews.models import (
    ImportedDocument,
    ImportedImage,
    ImportedImageAddress,
    ImportedObject,
    ImportRun,
)
from wagtail_cstonews.sources import read

from ..addresses import Web
from ..helpers import (
    article,
    body_of,
    database,
    document,
    edit,
    imported,
    last_run,
    news_pages,
    states,
    undone,
)
from ..pictures import jpeg

pytestmark = pytest.mark.django_db

BRIDGE = "https://gazette.example/bridge.jpg"
RIVER = "https://gazette.example/river.jpg"


@pytest.fixture
def web():
    return Web({BRIDGE: jpeg("red"), RIVER: jpeg("blue"), "https://cdn.example/b.jpg": jpeg("red")})


def naming(*images, lead=None):
    """An extractor whose article names the images."""

    def extractor(raw):
        text = raw.content if isinstance(raw.content, str) else raw.content.decode()
        found = article(title=text.split("\n")[0], body=[Paragraph(text), *images])
        found.image = lead
        return Extracted(found, text, "utf-8")

    return extractor


def loaded(items, parent, *images, web=None, lead=None, **options):
    book = ImageBook(fetch=web is not None, fetcher=web, user=options.get("user"))
    return imported(items, parent, extractor=naming(*images, lead=lead), images=book, **options)


def images():
    return get_image_model().objects.order_by("pk")


def blocks(page):
    return [kind for kind, _ in body_of(page)]


# ------------------------------------------------------------------ fetched


def test_images_become_blocks_and_the_lead_image(news_index, web, admin_user):
    outcomes = loaded(
        [document("a")],
        news_index,
        Image("The bridge  in spring", url=BRIDGE, alt="A bridge", credit="A. Person"),
        lead=LeadImage(RIVER, alt="A river", caption="The river", credit="AFP"),
        web=web,
        user=admin_user,
    )
    assert [outcome.warnings for outcome in outcomes] == [[]]
    river, bridge = images()
    assert (river.title, river.description, river.uploaded_by_user) == ("The river", "A river", admin_user)
    assert (bridge.title, bridge.width, bridge.height) == ("The bridge in spring", 64, 48)
    assert bridge.file.name.startswith("original_images/bridge")
    assert bridge.file.read() == jpeg("red")
    assert bridge.collection == Collection.get_first_root_node()
    assert bridge.file_hash
    assert bridge.file_size == len(jpeg("red"))
    assert bridge.get_rendition_model().objects.count() == 0
    page = news_pages().get()
    assert body_of(page)[1] == (
        "image",
        {
            "image": bridge.pk,
            "alt_text": "A bridge",
            "caption": "The bridge  in spring",
            "credit": "A. Person",
        },
    )
    assert page.lead_image == river
    assert (page.lead_image_alt, page.lead_image_caption) == ("A river", "The river")
    assert page.lead_image_credit == "AFP"
    assert ReferenceIndex.get_references_to(bridge).count() == 1
    log = ModelLogEntry.objects.get_for_model(get_image_model())
    assert [(entry.action, entry.user) for entry in log] == [("wagtail.create", admin_user)] * 2
    assert ImportedDocument.objects.get().images_missing == 0


def test_the_lead_image_does_not_stand_in_the_body_again(news_index, web):
    web.files["https://gazette.example/bridge-300x200.jpg"] = jpeg("green")
    same = Image("The bridge", url="https://gazette.example/bridge-300x200.jpg?w=1", credit="A. Person")
    loaded([document("a")], news_index, same, lead=LeadImage(BRIDGE), web=web)
    page = news_pages().get()
    assert blocks(page) == ["paragraph"]
    assert (page.lead_image_caption, page.lead_image_credit) == ("The bridge", "A. Person")
    assert web.asked == [BRIDGE]


def test_nothing_is_fetched_unless_asked(news_index, web):
    outcomes = loaded([document("a")], news_index, Image("The bridge", url=BRIDGE))
    kind, value = body_of(news_pages().get())[1]
    assert (kind, value["image"], value["caption"], value["source_url"]) == (
        *("image", None),
        *("The bridge", BRIDGE),
    )
    assert outcomes[0].warnings == []
    assert ImportedDocument.objects.get().images_missing == 1
    assert not images()


def test_one_content_is_one_image(news_index, web):
    by_hand = factories.make_image(file=ContentFile(jpeg("blue"), name="there.jpg"))
    by_hand.get_file_hash()
    items = [document("a", "A title\nOne."), document("b", "B title\nTwo.")]
    both = [Image("x", url=BRIDGE), Image("y", url="https://cdn.example/b.jpg"), Image("z", url=RIVER)]
    loaded(items, news_index, *both, web=web, near_duplicates=False)
    there, red = images()
    assert there == by_hand
    for page in news_pages():
        assert [value["image"] for kind, value in body_of(page) if kind == "image"] == [
            red.pk,
            red.pk,
            there.pk,
        ]
    assert len(web.asked) == 3
    # A later run knows the addresses, too.
    loaded([document("c", "C title\nThree.")], news_index, *both, web=web)
    assert len(web.asked) == 3
    assert images().count() == 2


def test_what_cannot_be_had_is_named_and_had_later(news_index, web):
    content = web.files.pop(BRIDGE)
    gone = Image("The bridge", url=BRIDGE)
    outcomes = loaded([document("a")], news_index, gone, web=web)
    assert states(outcomes) == ["new"]
    assert outcomes[0].warnings[0]["message"] == (
        f"The image {BRIDGE} is not on the page: its host answers 404."
    )
    assert body_of(news_pages().get())[1][1]["image"] is None
    # Still missing: nothing is written.
    assert states(loaded([document("a")], news_index, gone, web=web)) == ["unchanged"]
    assert states(loaded([document("a")], news_index, gone)) == ["unchanged"]
    web.files[BRIDGE] = content
    assert states(loaded([document("a")], news_index, gone)) == ["unchanged"]
    assert states(loaded([document("a")], news_index, gone, web=web)) == ["changed"]
    page = news_pages().get().get_latest_revision_as_object()
    assert (blocks(page)[1], body_of(page)[1][1]["image"]) == ("image", images()[0].pk)
    assert "source_url" not in body_of(page)[1][1]
    assert ImportedDocument.objects.get().images_missing == 0
    asked = len(web.asked)
    assert states(loaded([document("a")], news_index, gone, web=web)) == ["unchanged"]
    assert len(web.asked) == asked


def test_an_edited_page_gets_no_images(news_index, web):
    loaded([document("a")], news_index, Image("The bridge", url=BRIDGE))
    edit(news_pages().get(), title="Mine")
    assert states(loaded([document("a")], news_index, Image("The bridge", url=BRIDGE), web=web)) == [
        "unchanged"
    ]
    assert not images()


def test_an_address_that_failed_is_not_asked_again_in_the_run(news_index, web):
    web.files.clear()
    items = [document(name, f"{name} title\nText of {name}.") for name in "abc"]
    loaded(items, news_index, Image("x", url=BRIDGE), web=web, batch_size=1)
    assert web.asked == [BRIDGE]


def test_later_runs_keep_the_images_without_fetching(news_index, web):
    bridge = Image("The bridge", url=BRIDGE)
    loaded([document("a")], news_index, bridge, web=web)
    loaded([document("a", "A title\nOther words.")], news_index, bridge)
    page = news_pages().get().get_latest_revision_as_object()
    assert blocks(page) == ["paragraph", "image"]
    assert states(loaded(stored_items(ImportedDocument.objects.all()), news_index, bridge)) == ["unchanged"]


def test_again_fetches_when_asked(news_index, web):
    bridge = Image("The bridge", url=BRIDGE)
    loaded([document("a")], news_index, bridge)
    outcomes = loaded(stored_items(ImportedDocument.objects.all()), news_index, bridge, web=web)
    assert states(outcomes) == ["changed"]
    assert blocks(news_pages().get().get_latest_revision_as_object()) == ["paragraph", "image"]


def test_dry_run_fetches_and_writes_nothing(news_index, web):
    before = database()
    outcomes = loaded([document("a")], news_index, Image("x", url=BRIDGE), web=web, dry_run=True)
    assert states(outcomes) == ["new"]
    assert web.asked == []
    assert database() == before


def test_a_stopped_run_fetches_no_more(news_index, web):
    book = ImageBook(fetch=True, fetcher=web)
    from wagtail_cstonews.importing.run import ImportRunner

    runner = ImportRunner(news_index, images=book, extractor=naming(Image("The bridge", url=BRIDGE)))
    load = book.load

    def stop(*arguments):
        runner.stop()
        load(*arguments)

    book.load = stop
    with runner.run([document("a")]) as result:
        outcomes = list(result.outcomes())
    assert web.asked == []
    assert "the run was stopped" in outcomes[0].warnings[0]["message"]
    assert states(loaded([document("a")], news_index, Image("The bridge", url=BRIDGE), web=web)) == [
        "changed"
    ]


def test_a_proposal_has_its_images(news_index, web, admin_user):
    from wagtail_cstonews.importing.proposals.desk import accept

    loaded([document("a")], news_index)
    edit(news_pages().get(), title="Mine")
    bridge = Image("The bridge", url=BRIDGE)
    outcomes = loaded([document("a", "A title\nOther words.")], news_index, bridge, web=web)
    assert states(outcomes) == ["edited"]
    page = accept(ImportedDocument.objects.get().proposal, admin_user)
    assert blocks(page.get_latest_revision_as_object()) == ["paragraph", "image"]


def test_the_image_model_refuses(news_index, web, monkeypatch):
    field = get_image_model()._meta.get_field("description")
    monkeypatch.setattr(field, "blank", False)
    outcomes = loaded([document("a")], news_index, Image("The bridge", url=BRIDGE), web=web)
    message = outcomes[0].warnings[0]["message"]
    assert "refuses it: description: " in message
    assert "Give the field a default" in message
    assert web.asked == []
    with pytest.raises(CommandError, match="--fetch-images: no image can be made; the image model"):
        call_command("import_news", __file__, to="/news/", format="text", fetch_images=True)


def test_no_query_where_no_article_names_an_image(news_index, web, django_assert_num_queries):
    book = ImageBook(fetch=True, fetcher=web)
    with django_assert_num_queries(0):
        book.load([], ImportRun())


# ------------------------------------------------------------------ files beside the documents

PARAGRAPH = (
    "<p>The council met in Bishkek on Thursday and agreed on a joint exercise next spring, officials said. "
    "The exercise will involve all members of the union and will last for two weeks.</p>"
)


def html(*sources):
    figures = "".join(
        f'<figure><img src="{source}"><figcaption>The bridge over the river, number {number}</figcaption>'
        f"</figure><p>Paragraph {number} of the article says that the river rose again in the night, and "
        "nothing else.</p>"
        for number, source in enumerate(sources)
    )
    return (
        "<html><body><article><h1>Council agrees on exercise</h1>"
        f"{PARAGRAPH}{PARAGRAPH.replace('Bishkek', 'Osh')}{figures}</article></body></html>"
    )


def from_files(path, parent, **options):
    from wagtail_cstonews.importing.run import run_import

    with run_import(read(path), parent, images=ImageBook(), **options) as result:
        return list(result.outcomes())


def warned(outcomes):
    return [
        warning["message"]
        for outcome in outcomes
        for warning in outcome.warnings
        if warning["code"] == "image_not_loaded"
    ]


@pytest.fixture
def saved(tmp_path):
    """A folder with a page as browsers save it."""
    folder = tmp_path / "given"
    (folder / "sub" / "page_files").mkdir(parents=True)
    (folder / "sub" / "page_files" / "the bridge.jpg").write_bytes(jpeg("red"))
    (folder / "river.jpg").write_bytes(jpeg("blue"))
    (tmp_path / "secret.jpg").write_bytes(jpeg("green"))
    return folder


def test_files_beside_a_document(news_index, saved):
    (saved / "sub" / "page.html").write_text(
        html("page_files/the%20bridge.jpg?w=3", "/river.jpg", "../river.jpg#x")
    )
    outcomes = from_files(saved, news_index)
    assert warned(outcomes) == []
    page = news_pages().get()
    used = [value["image"] for kind, value in body_of(page) if kind == "image"]
    bridge, river = images()
    assert used == [bridge.pk, river.pk, river.pk]
    assert bridge.file.read() == jpeg("red")


def test_no_file_outside_of_what_was_given(news_index, saved, tmp_path):
    os.symlink(tmp_path / "secret.jpg", saved / "link.jpg")
    os.symlink(tmp_path, saved / "up")
    os.mkfifo(saved / "pipe.jpg")
    (saved / "a.html").write_text(
        html(
            "../secret.jpg",
            "..%2fsecret.jpg",
            "..\\secret.jpg",
            "/../secret.jpg",
            "link.jpg",
            "up/secret.jpg",
            "pipe.jpg",
            "gone.jpg",
            f"file://{tmp_path}/secret.jpg",
            "%00.jpg",
        )
    )
    outcomes = from_files(saved, news_index)
    assert not images()
    reasons = [message.partition("is not on the page: ")[2] for message in warned(outcomes)]
    outside = "its path leads out of what was given to import."
    assert reasons == [
        outside,
        outside,
        outside,
        outside,
        "a link is not followed.",
        "a link is not followed.",
        "it is no file.",
        "there is no such file beside the document.",
        outside,
    ]


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz"])
def test_files_in_an_archive(news_index, tmp_path, kind):
    path = tmp_path / f"saved.{kind}"
    members = {
        "a/page.html": html("page_files/bridge.jpg", "../river.jpg", "../../x.jpg").encode(),
        "a/page_files/bridge.jpg": jpeg("red"),
        "river.jpg": jpeg("blue"),
        "x.jpg": jpeg("green"),
    }
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
    else:
        with tarfile.open(path, f"w:{kind[4:]}") as archive:
            for name, data in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    outcomes = from_files(path, news_index)
    assert warned(outcomes) == [
        "The image ../../x.jpg is not on the page: its path leads out of what was given to import."
    ]
    assert [image.file.read() for image in images()] == [jpeg("red"), jpeg("blue")]
    # The folder of the archive may be given as well.
    assert set(states(from_files(tmp_path, news_index))) == {"unchanged", "ignored"}


def test_files_are_bounded(news_index, saved, news_settings):
    news_settings(IMAGE_MEGABYTES=1)
    (saved / "river.jpg").write_bytes(jpeg("blue") + bytes(1 << 20))
    (saved / "a.html").write_text(html("river.jpg"))
    assert warned(from_files(saved, news_index)) == [
        "The image river.jpg is not on the page: it is larger than 1 MB (IMAGE_MEGABYTES)."
    ]


def test_stored_originals_know_the_files_that_were_read(news_index, saved):
    (saved / "a.html").write_text(html("river.jpg"))
    from_files(saved, news_index)
    (saved / "river.jpg").unlink()
    with_run = ImportedDocument.objects.all()
    from wagtail_cstonews.importing.run import run_import

    with run_import(stored_items(with_run), news_index) as result:
        assert states(list(result.outcomes())) == ["unchanged"]
    assert ImportedDocument.objects.get().images_missing == 0


# ------------------------------------------------------------------ undo, and what is left of killed runs


def files_in(settings):
    return sorted(name for _, _, names in os.walk(settings.MEDIA_ROOT) for name in names)


def test_undo_takes_the_images_and_their_files_away(
    news_index, web, settings, django_capture_on_commit_callbacks
):
    before = database()
    with django_capture_on_commit_callbacks(execute=True):
        loaded([document("a")], news_index, Image("x", url=BRIDGE), lead=LeadImage(RIVER), web=web)
    assert len(files_in(settings)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        output, problem = undone(last_run(), "--forget")
    assert problem == ""
    assert "Image x: Only this run used it." in output
    assert files_in(settings) == []
    assert database() == before


def test_undo_keeps_images_that_are_used_or_edited(news_index, web, admin_client):
    lead = LeadImage(RIVER)
    loaded([document("a")], news_index, Image("x", url=BRIDGE), lead=lead, web=web)
    river, bridge = images()
    factories.make_article(news_index, title="By hand", lead_image=bridge)
    admin_client.post(f"/admin/images/{river.pk}/", {"title": "Mine", "collection": river.collection_id})
    output, _ = undone(last_run())
    assert "Image x: It is used elsewhere." in output
    assert "Image Mine: Edited in the admin since, and left as it is." in output
    assert list(images()) == [river, bridge]


def test_undo_keeps_images_that_only_a_draft_uses(news_index, web):
    loaded([document("a")], news_index, Image("x", url=BRIDGE), web=web)
    page = factories.make_article(news_index, title="By hand")
    page.save_revision().publish()
    page.lead_image = images().get()
    page.save_revision()
    output, _ = undone(last_run())
    assert "Image x: It is used elsewhere." in output


def test_undo_of_two_runs_that_share_an_image(news_index, web):
    bridge = Image("x", url=BRIDGE)
    loaded([document("a", "A title\nOne.")], news_index, bridge, web=web)
    first = last_run()
    loaded([document("b", "B title\nTwo.")], news_index, bridge, web=web)
    second = last_run()
    output, _ = undone(first)
    assert "kept" in output
    assert images().count() == 1
    # The second run's page keeps its image when it is made again.
    assert states(loaded(stored_items(ImportedDocument.objects.all()), news_index, bridge)) == ["unchanged"]
    output, _ = undone(ImportRun.objects.get(pk=second.pk))
    assert not images()
    assert not ImportedImage.objects.exists()
    assert not ImportedImageAddress.objects.exists()
    assert not ImportedObject.objects.filter(kind="image").exists()


def test_what_a_killed_run_left_is_cleaned_up(news_index, web, settings):
    from django.core.files.storage import default_storage

    dead = ImportRun.objects.create(state=ImportRun.State.INTERRUPTED)
    alive = ImportRun.objects.create(state=ImportRun.State.RUNNING)
    for run, name in ((dead, "dead.jpg"), (alive, "alive.jpg"), (dead, "never-stored.jpg")):
        if "never" not in name:
            default_storage.save(f"original_images/{name}", ContentFile(b"x"))
        ImportedImage.objects.create(file_hash=name, file_name=f"original_images/{name}", run=run)
    loaded([document("a")], news_index, Image("x", url=BRIDGE), web=web)
    names = files_in(settings)
    assert "alive.jpg" in names
    assert "dead.jpg" not in names
    assert ImportedImage.objects.filter(image__isnull=True).get().file_hash == "alive.jpg"


def test_a_file_that_cannot_be_recorded_is_taken_away(news_index, web, settings, monkeypatch):
    from wagtail_cstonews.importing.images.storing import ImageStore

    def fail(*arguments):
        raise ValueError("no")

    monkeypatch.setattr(ImageStore, "save", fail)
    outcomes = loaded([document("a")], news_index, Image("x", url=BRIDGE), web=web)
    assert "it could not be stored (ValueError: no)" in outcomes[0].warnings[0]["message"]
    assert files_in(settings) == []
    assert not ImportedImage.objects.exists()


# ------------------------------------------------------------------ the command


def test_command_options(news_index, saved, monkeypatch, web):
    monkeypatch.setattr("wagtail_cstonews.importing.loading.book.Fetcher", lambda bounds: web)
    (saved / "a.html").write_text(html(BRIDGE))
    photos = Collection.get_first_root_node().add_child(name="Photos")
    with pytest.raises(CommandError, match=r"There is no such collection\. There are: Root"):
        call_command("import_news", str(saved), to="/news/", image_collection="No")
    call_command("import_news", str(saved), to="/news/", fetch_images=True, image_collection="Photos")
    assert images().get().collection == photos
    run = last_run()
    assert run.options["fetch_images"] is True
    assert "--image-collection Photos" in run.command
    assert "--fetch-images" in run.command


def test_visitors_see_nothing_of_an_image_that_is_missing(news_index, web, client):
    loaded([document("a")], news_index, Image("The bridge", url=BRIDGE), publish=True)
    shown = client.get(news_pages().get().get_url()).content.decode()
    assert "The bridge" not in shown
    assert BRIDGE not in shown


def test_rendered_and_served(news_index, web, client):
    loaded(
        [document("a")],
        news_index,
        Image("The bridge", url=BRIDGE, alt="A bridge"),
        lead=LeadImage(RIVER),
        web=web,
        publish=True,
    )
    page = news_pages().get()
    shown = client.get(page.get_url()).content.decode()
    assert 'alt="A bridge"' in shown
    assert shown.count("<img") == 2
    assert len(re.findall(r"<img[^>]*srcset=", shown)) == 2
