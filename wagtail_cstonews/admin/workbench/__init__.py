"""The workbench: one document's lines beside its page, corrected before anything is written.

:mod:`.views` and :mod:`.subject` are what another screen derives from; :mod:`.planned` is that of uploads.
"""

from .planned import urls

__all__ = ["urls"]
