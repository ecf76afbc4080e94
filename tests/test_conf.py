"""Settings."""

from __future__ import annotations

from django.test import override_settings

from wagtail_cstonews import conf


def given(**values):
    return override_settings(WAGTAIL_CSTONEWS=values)


def test_settings_are_read_anew_when_they_change():
    assert conf.get_int("BATCH_SIZE") == conf.SETTINGS["BATCH_SIZE"].default
    with given(BATCH_SIZE=7):
        assert conf.get_int("BATCH_SIZE") == 7
    assert conf.get_int("BATCH_SIZE") == conf.SETTINGS["BATCH_SIZE"].default
