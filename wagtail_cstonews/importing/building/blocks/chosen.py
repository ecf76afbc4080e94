"""The configured block builder class: the built-in one, or the site's own."""

from __future__ import annotations

from functools import cache

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from .... import conf
from .body import BlockBuilder

BUILT_IN = str(conf.SETTINGS["BLOCK_BUILDER"].default)
"""The dotted path of the built-in class, from which sites derive theirs."""


def block_builder() -> type[BlockBuilder]:
    """The class that ``WAGTAIL_CSTONEWS["BLOCK_BUILDER"]`` names.

    :raises ImproperlyConfigured: if there is no such class, or it is not a ``BlockBuilder``.
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
