"""Import articles as pages: plan what becomes of each document, write in batches, keep a record.

:func:`run_import` imports documents, as ``import_news`` does; :class:`ImportOptions` says what is asked::

    from wagtail_cstonews.importing import ImportOptions, run_import
    from wagtail_cstonews.sources import read

    with run_import(read("archive/"), section, ImportOptions(publish=True)) as result:
        for outcome in result.outcomes():
            print(outcome.source, outcome.state, outcome.url)

The public names are imported lazily: they need Django's models, which are not loaded yet when Django imports
this package. Everything else in this folder is private and may change.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .building.blocks.body import BlockBuilder
    from .entries.entry import Outcome
    from .options import ImportOptions
    from .reporting.result import Result
    from .run import ImportRunner, run_import

__all__ = ["BlockBuilder", "ImportOptions", "ImportRunner", "Outcome", "Result", "run_import"]

_PLACES = {
    "BlockBuilder": "building.blocks.body",
    "ImportOptions": "options",
    "ImportRunner": "run",
    "Outcome": "entries.entry",
    "Result": "reporting.result",
    "run_import": "run",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
