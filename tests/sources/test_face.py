"""What ``wagtail_cstonews.sources`` promises to others."""

import wagtail_cstonews.sources as face


def test_exported_names():
    assert sorted(face.__all__) == [
        "BadDocument",
        "Item",
        "Limits",
        "Options",
        "Origin",
        "PREFERENCES",
        "RawDocument",
        "Readable",
        "Reader",
        "Rereading",
        "Skipped",
        "SourceError",
        "XmlHead",
        "cut_short",
        "formats",
        "read",
        "read_whole",
        "register",
        "unregister",
    ]
    assert all(hasattr(face, name) for name in face.__all__)


def test_formats_of_the_package():
    assert face.formats() == ("auto", "text", "html", "jsonl", "csv", "wxr", "feed", "warc")
