"""Preloads the models into the fork server, so that workers share them (copy on write) and load nothing.

Only :mod:`.pool` names this module, as a ``forkserver`` preload; nothing else imports it.
"""

from __future__ import annotations

import contextlib
import gc
import os

# Workers use all processors already, and forking a process that has threads is unsafe.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from ..documents import RawDocument
from .pipeline import extract

PAGE = """
<title>The bridge is open again</title><h1>The bridge is open again</h1><p>7 January 2020</p>
<p>The council of the town has opened the bridge again, after a year of repairs and a night of talks.</p>
<p>“We had hoped for the spring,” said Anna Lind, the mayor. “Now it is winter, and people are glad.”</p>
<p>The work has cost twice as much as was planned, because the river has risen again since then.</p>
"""
TEXT = """The bridge is open again

7 January 2020

The council of the town has opened the bridge again, after a year of repairs and a night of talks.

“We had hoped for the spring,” said Anna Lind, the mayor. “Now it is winter, and people are glad.”

The work has cost twice as much as was planned, because the river has risen again since then."""

GARBAGE_THRESHOLD = 10_000
"""Objects more than were freed, after which a worker looks for garbage; Python's own is 2,000 or less."""


def load() -> None:
    """Extract one page and one text, so that every model is in memory, the language classifier too."""
    for document in (
        RawDocument(id="page", content=PAGE, source="", media_type="html"),
        RawDocument(id="text", content=TEXT, source=""),
    ):
        # A broken installation is reported with the first document, by the worker that extracts it.
        with contextlib.suppress(Exception):
            extract(document)
    with contextlib.suppress(Exception):
        import py3langid

        py3langid.classify(TEXT)
    # Collecting these objects in a worker would copy the pages of memory that they are on. What a document
    # makes is nearly all freed by its counts.
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_THRESHOLD, *gc.get_threshold()[1:])


load()
