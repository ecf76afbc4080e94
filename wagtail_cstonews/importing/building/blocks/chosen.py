"""The class that makes blocks: ours, or the one of the site's own that the settings name."""

from __future__ import annotations

from functools import cache

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from .... import conf
from .body import BlockBuilder

BUILT_IN = str(conf.SETTINGS["BLOCK_BUILDER"].default)
"""Where ours is, for sites that derive from it."""


def block_builder() -> type[BlockBuilder]:
    """The class that ``WAGTAIL_CSTONEWS["BLOCK_BUILDER"]`` names.

    :raises ImproperlyConfigured: if there is no such class, or it is none of that kind.
    """
    return _class_named(conf.get_str("BLOCK_BUILDER"))


@cache
def _class_named(name: str) -> type[BlockBuilder]:
    setting = f"{conf.NAME}['BLOCK_BUILDER'] is {name!r}"
    try:
        found = import_string(name)
    except ImportError as error:
        raise ImproperlyConfigured(f"{setting}: {error}. Name a class as 'package.module.Class'.") from error
    if not (isinstance(found, type) and issubclass(found, BlockBuilder)):
        raise ImproperlyConfigured(f"{setting}, which is not derived from {BUILT_IN}.")
    return found
