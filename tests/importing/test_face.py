"""What ``wagtail_cstonews.importing`` offers."""

import subprocess
import sys

import pytest

from wagtail_cstonews import importing
from wagtail_cstonews.sources import BadDocument


def test_names():
    assert importing.__all__ == [
        "BlockBuilder",
        "ImportOptions",
        "ImportRunner",
        "Outcome",
        "Result",
        "run_import",
    ]
    for name in importing.__all__:
        assert getattr(importing, name).__name__ == name
        assert name in dir(importing)
    with pytest.raises(AttributeError, match="no attribute 'import_run'"):
        importing.import_run  # noqa: B018


def test_it_can_be_imported_before_django_is_set_up():
    code = "import wagtail_cstonews.importing, sys; print('django.db' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "False\n"


@pytest.mark.django_db
def test_an_import(news_index):
    items = [BadDocument("a.txt", "It is no text.")]
    with importing.run_import(items, news_index, importing.ImportOptions(dry_run=True)) as result:
        assert [outcome.message for outcome in result.outcomes()] == ["It is no text."]
    assert isinstance(result, importing.Result)
