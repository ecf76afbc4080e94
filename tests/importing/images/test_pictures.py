"""Pictures by their content: what is an image that can be shown, and what is not."""

import io
import time

import pytest

from wagtail_cstonews.importing.images.pictures import examine
from wagtail_cstonews.importing.loading.wanted import LoadError

from ..pictures import bomb, jpeg, picture, png


def examined(data):
    return examine(io.BytesIO(data))


def reason_for(data):
    with pytest.raises(LoadError) as caught:
        examined(data)
    return str(caught.value)


def test_formats_are_found_in_the_content():
    assert examined(jpeg()).extension == "jpg"
    assert examined(png()).extension == "png"
    found = examined(picture(format="WEBP"))
    assert (found.format, found.width, found.height, found.extension) == ("webp", 64, 48, "webp")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no image"),
        (b"<html><body>Not found</body></html>", "svg are not allowed here (WAGTAILIMAGES_EXTENSIONS)"),
        (b"just text", "no image"),
        (jpeg()[:400], "no image, or a damaged one"),
        (png(size=(300, 300))[:120], "no image, or a damaged one"),
        (b"\xff\xd8\xff" + bytes(1000), "no image"),
        (picture(format="BMP"), "images of the type bmp are not allowed"),
        (picture(format="TIFF"), "images of the type tiff are not allowed"),
        (png(size=(1, 1)), "only 1 by 1 pixels"),
        (png(size=(600, 20)), "only 600 by 20 pixels"),
    ],
)
def test_what_is_no_image_that_can_be_shown(data, reason):
    assert reason in reason_for(data)


@pytest.mark.parametrize("side", [8_000, 60_000, 2_000_000_000])
def test_pixel_bombs(side):
    started = time.process_time()
    assert "pixels" in reason_for(bomb(side, side)) or "no image" in reason_for(bomb(side, side))
    assert time.process_time() - started < 1


def test_frames_count(news_settings):
    frames = [picture(size=(1000, 1000), format="GIF")]
    news_settings(IMAGE_MEGAPIXELS=1)
    assert examined(frames[0]).format == "gif"
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (1000, 1000)).save(
        file, "GIF", save_all=True, append_images=[Image.new("RGB", (1000, 1000), "red")]
    )
    assert "it has more than 1,000,000 pixels" in reason_for(file.getvalue())


def test_wagtails_own_bound_counts(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1000
    assert "it has more than 1,000 pixels" in reason_for(jpeg())


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 99 50">{}</svg>'
)


def svg(inside="", before=""):
    return (before + SVG.format(inside)).encode()


def test_svg_only_where_the_site_allows_it(settings):
    assert "svg are not allowed" in reason_for(svg())
    settings.WAGTAILIMAGES_EXTENSIONS = ["jpg", "svg"]
    found = examined(
        svg(
            '<defs><path id="a" fill="url(#b)" d="M0 0"/></defs><use href="#a"/><style>path{fill:red}</style>'
        )
    )
    assert (found.format, found.width, found.height, found.extension) == ("svg", 99, 50, "svg")


@pytest.mark.parametrize(
    "data",
    [
        svg("<script>alert(1)</script>"),
        svg('<SCRIPT xlink:href="//evil.example/x.js"/>'),
        svg('<rect onload="alert(1)"/>'),
        svg('<rect ONCLICK="alert(1)"/>'),
        svg('<a xlink:href="javascript:alert(1)"><rect/></a>'),
        svg('<a href="https://evil.example/"><rect/></a>'),
        svg("<foreignObject><p>x</p></foreignObject>"),
        svg('<image href="http://169.254.169.254/"/>'),
        svg('<image href="data:text/html,x"/>'),
        svg('<set attributeName="href" to="javascript:x"/>'),
        svg('<animate attributeName="xlink:href" values="javascript:x"/>'),
        svg("<style>@import url(//evil.example/x.css)</style>"),
        svg('<rect style="fill:url(https://evil.example/x)"/>'),
        svg(before='<?xml-stylesheet href="//evil.example/x.css"?>'),
        svg(before='<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', inside="&b;"),
        svg(before='<!DOCTYPE svg SYSTEM "file:///etc/passwd">'),
        b"<svg",
        b"<html><body>Not found</body></html>",
    ],
)
def test_svg_is_a_drawing_and_nothing_else(data, settings):
    settings.WAGTAILIMAGES_EXTENSIONS = ["svg"]
    assert reason_for(data)
