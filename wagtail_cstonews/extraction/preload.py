"""What a process has in memory from which those that extract are forked: they share it, and load nothing.

Only :mod:`.pool` has it imported, and only there.
"""

from __future__ import annotations

import contextlib
import gc
import os

# The processes share the processors already, and a process with threads is not to be forked.
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


def load() -> None:
    """Extracts a page and a text, so that all models are read, and the largest, of languages."""
    for document in (
        RawDocument(id="page", content=PAGE, source="", media_type="html"),
        RawDocument(id="text", content=TEXT, source=""),
    ):
        # What is wrong with it shows at the first document, in the process that is asked for it.
        with contextlib.suppress(Exception):
            extract(document)
    with contextlib.suppress(Exception):
        import py3langid

        py3langid.classify(TEXT)
    # What is there stays: to look through it for garbage would only copy it.
    gc.collect()
    gc.freeze()


load()
