"""What an upload's earlier documents say, so that a later one is told to repeat one of them."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ...models import PlannedDocument
from ..matching.comparison import Text
from ..matching.near_duplicates import MOST_CANDIDATES, Known


class KnownOfUpload(Known):
    """Sketches in memory, texts in the rows of the upload: any process can go on with them."""

    def __init__(self, upload: Any) -> None:
        self.upload = upload
        self.count = 0
        self.places: dict[int, list[int]] = {}
        """The numbers of documents, by the values of their sketches."""
        self.added: dict[str, tuple[Text, list[int]]] = {}
        """What came since :meth:`taken`, by source: it is not stored yet."""

    def add(self, source: str, text: Text, sketch: Iterable[int]) -> None:
        self.added[source] = text, list(sketch)

    def taken(self) -> dict[str, tuple[Text, list[int]]]:
        """What is to be stored."""
        added, self.added = self.added, {}
        return added

    def remember(self, number: int, sketch: Iterable[int]) -> None:
        """Note a stored document."""
        if self.count < self.most:
            self.count += 1
            for value in sketch:
                self.places.setdefault(value, []).append(number)

    def candidates(self, sketch: Iterable[int]) -> Iterator[tuple[str, Text]]:
        numbers = Counter(number for value in sketch for number in self.places.get(value, ()))
        likely = [number for number, _ in numbers.most_common(MOST_CANDIDATES)]
        if not likely:
            return
        rows = PlannedDocument.objects.filter(upload=self.upload, number__in=likely)
        found = {
            number: (source, text) for number, source, text in rows.values_list("number", "source", "text")
        }
        for number in likely:
            if number in found and found[number][1]:
                yield found[number][0], unpacked(bytes(found[number][1]))


def packed(text: Text) -> bytes:
    return zlib.compress(json.dumps([text.words, text.title, text.address]).encode(), 3)


def unpacked(data: bytes) -> Text:
    words, title, address = json.loads(zlib.decompress(data))
    return Text(tuple(words), tuple(title), address)
