"""Who speaks in an article, read from its stored data."""

from __future__ import annotations

from typing import Any

from ..api.representation import SpeakerDict, speaker_dict
from .references import References

_SIDES = {"questioner": "interviewer", "answerer": "interviewee"}


class Speakers:
    """The speakers of one article. It knows whom readers have met, so that offices are said once."""

    def __init__(self, article: Any, references: References) -> None:
        self.article, self.references = article, references
        self._met: set[str] = set()

    def of_quote(self, quote: dict[str, Any]) -> SpeakerDict | None:
        return self._of(quote, "speaker", "speaker_name", "role")

    def of_exchange(self, exchange: dict[str, Any], who: str) -> SpeakerDict | None:
        """The ``questioner`` or the ``answerer``: whom the block names, else whom the page does."""
        named = self._of(exchange, who, f"{who}_name", f"{who}_role", has_page=who == "answerer")
        return named or self.of_page(_SIDES[who], exchange.get(f"{who}_role") or "")

    def of_page(self, side: str, role: str = "") -> SpeakerDict | None:
        """The ``interviewee`` or the ``interviewer`` of the page."""
        article = self.article
        if not hasattr(article, f"{side}_id"):
            return None
        return speaker_dict(
            self.references.person(getattr(article, f"{side}_id")),
            getattr(article, f"{side}_name"),
            role or getattr(article, f"{side}_role"),
            has_page=side == "interviewee",
        )

    def meet(self, speaker: SpeakerDict) -> bool:
        """Whether the speaker is new to the reader, which no one is twice."""
        is_new = speaker["name"] not in self._met
        self._met.add(speaker["name"])
        return is_new

    def _of(
        self, value: dict[str, Any], chooser: str, name: str, role: str, *, has_page: bool = True
    ) -> SpeakerDict | None:
        person = self.references.person(value.get(chooser))
        return speaker_dict(person, value.get(name) or "", value.get(role) or "", has_page=has_page)
