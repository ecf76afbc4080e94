"""Image files made by hand."""

import io
import struct
import zlib

from PIL import Image


def picture(colour="red", size=(64, 48), format="JPEG", **options):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, format, **options)
    return file.getvalue()


def jpeg(colour="red", size=(64, 48)):
    return picture(colour, size)


def png(colour="red", size=(64, 48)):
    return picture(colour, size, "PNG")


def bomb(width=60_000, height=60_000):
    """A PNG of a few bytes that announces billions of pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )
