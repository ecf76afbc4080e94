"""What ``wagtail_cstonews.bulk_pages`` promises to others."""

import wagtail_cstonews.bulk_pages as face
from wagtail_cstonews.importing import bulk


def test_exported_names():
    assert sorted(face.__all__) == [
        "Place",
        "bulk_add_children",
        "bulk_update_pages",
        "create_all",
        "index_for_search",
        "insert_objects",
        "lock_parent",
        "why_not_in_bulk",
    ]
    assert all(callable(getattr(face, name)) for name in face.__all__)


def test_what_other_sites_import_is_the_same():
    for name in ("bulk_add_children", "bulk_update_pages", "why_not_in_bulk"):
        assert getattr(bulk, name) is getattr(face, name)
