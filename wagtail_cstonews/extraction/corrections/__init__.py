"""An editor's corrections of how a document was read: labels of lines, joins, splits, and speakers.

>>> from wagtail_cstonews.extraction import RawDocument, extract
>>> document = RawDocument("1", "Harbour News\\n\\nLock closed\\n\\nThe lock is closed until May.", "a.txt")
>>> lines = extract(document).lines
>>> corrections = Corrections().relabelled(lines, [3], "title")
>>> extract(document, corrections=corrections).title
'Lock closed'
"""

from .corrections import SPEAKING_LABELS, Corrections
from .line_correction import CORRECTED, LABELS_TO_SET, CorrectionError

__all__ = ["CORRECTED", "LABELS_TO_SET", "SPEAKING_LABELS", "CorrectionError", "Corrections"]
