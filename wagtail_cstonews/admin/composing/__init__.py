"""Composing by hand: what an editor pastes or wrote becomes blocks, which the browser puts into the form.

Nothing is saved here: the page is saved as any other, by its editor.
"""

from .missing import warn_of_missing
from .views import urls

__all__ = ["urls", "warn_of_missing"]
