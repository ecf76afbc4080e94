"""Images in the APIs: renditions by name, ``srcset``, and files that no image library reads."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.images import get_image_model

from tests import factories
from wagtail_cstonews.publishing.api.representation import image_dict

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><script>alert(1)</script></svg>'


def image_of(content: bytes, name: str, **fields):
    return get_image_model().objects.create(title=name, file=ContentFile(content, name=name), **fields)


def picture(width: int, height: int, kind: str = "PNG", **options) -> bytes:
    file = io.BytesIO()
    Picture.new("RGB", (width, height), "grey").save(file, kind, **options)
    return file.getvalue()


def test_renditions_have_the_names_of_the_setting(news_settings, get, news_index):
    news_settings(API_RENDITIONS={"square": "fill-100x100", "small": "max-320x320"})
    page = factories.make_article(news_index, lead_image=factories.make_image())
    image = get(f"articles/{page.pk}/")["lead_image"]
    sizes = {name: (one["width"], one["height"]) for name, one in image["renditions"].items()}
    assert sizes == {"square": (100, 100), "small": (320, 240)}
    assert (image["width"], image["height"]) == (640, 480)


def test_srcset_has_each_width_once_and_nothing_cropped():
    found = image_dict(image_of(picture(2000, 1000), "wide.png"))
    widths = [part.rsplit(" ", 1)[1] for part in found["srcset"].split(", ")]
    assert widths == ["800w", "1600w"]
    found = image_dict(image_of(picture(500, 250), "small.png"))
    assert [part.rsplit(" ", 1)[1] for part in found["srcset"].split(", ")] == ["500w"]


def test_portraits_are_bounded():
    found = image_dict(image_of(picture(900, 3600), "tall.png"))
    for one in (found, *found["renditions"].values()):
        assert max(one["width"], one["height"]) <= 1600
    assert found["height"] == 1600


def test_an_animation_keeps_its_shape():
    frames = [Picture.new("RGB", (40, 20), colour) for colour in ("red", "blue")]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    assert image_dict(image_of(file.getvalue(), "moving.gif"))["width"] == 40


def test_a_drawing_needs_no_pixels(settings):
    settings.WAGTAILIMAGES_EXTENSIONS = ["svg", "png"]
    found = image_dict(image_of(SVG, "drawing.svg"))
    assert found["url"].endswith(".svg")
    assert found["width"] > 0


@pytest.mark.parametrize(
    "break_it",
    [
        lambda image: image.file.storage.delete(image.file.name),
        lambda image: _overwrite(image, b""),
        lambda image: _overwrite(image, b"no image"),
        lambda image: _overwrite(image, picture(64, 64)[:60]),
    ],
    ids=["gone", "empty", "text", "cut off"],
)
def test_a_broken_file_takes_no_list_down(get, news_index, break_it):
    image = factories.make_image()
    factories.make_article(news_index, lead_image=image, body=[("image", {"image": image, "caption": "C"})])
    break_it(image)
    (item,) = get("articles/", fields="*")["items"]
    assert item["lead_image"] is None
    assert item["body"][0]["value"]["image"] is None
    assert item["body"][0]["value"]["caption"] == "C"


def _overwrite(image, content: bytes) -> None:
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(content)


def test_pictures_of_people_have_renditions(client, news_index):
    anna = factories.make_minister()
    factories.make_article(news_index, body=[factories.quote("x", speaker=anna)])
    found = client.get(f"/api/v2/people/{anna.pk}/").json()["picture"]
    assert set(found["renditions"]) == {"thumbnail", "card", "medium", "large"}
    assert found["full_url"].startswith("http://testserver/media/")
