"""Text from outside for XML and single lines, as pure functions on strings."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids in any form: most control characters, lone surrogates, two noncharacters."""

_OVERRIDES = re.compile("[\u202a-\u202e]")
_ISOLATES, _END_OF_ISOLATE = re.compile("[\u2066-\u2068]"), "\u2069"


def xml_text(text: str) -> str:
    """The text without the characters that XML cannot hold.

    >>> xml_text("a\\x00b\\x0bc\\ud800")
    'abc'
    """
    return _NOT_IN_XML.sub("", text)


def one_line(text: object) -> str:
    """The text as one line that changes the direction of no text around it.

    Directional embeddings and overrides go, isolates that stay open are closed.

    >>> one_line(" A\\n\\u202etitle\\x00 "), one_line("\\u2067a").encode("unicode-escape")
    ('A title', b'\\\\u2067a\\\\u2069')
    """
    line = " ".join(_OVERRIDES.sub("", xml_text(str(text or ""))).split())
    still_open = len(_ISOLATES.findall(line)) - line.count(_END_OF_ISOLATE)
    return line + _END_OF_ISOLATE * max(still_open, 0)


def shortened(text: str, length: int) -> str:
    """The text, cut at a word to at most ``length`` characters.

    >>> shortened("The council met", 12), shortened("The council", 12)
    ('The council…', 'The council')
    """
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rpartition(" ")[0] if " " in cut and text[length - 1] != " " else cut).rstrip(" ,;:") + "…"
