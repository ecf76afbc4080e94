"""The form that Wagtail's API version 3 binds to write an article.

It takes speakers and the lead image as the API gives them: ``{"id", "name", "role"}``, ``{"id", "alt"}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError

SPEAKERS = ("interviewee", "interviewer")
OBJECTS = (*SPEAKERS, "lead_image")
"""The choosers whose value may be an object."""


def places_of(errors: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, str]]:
    """The messages of a block's errors, each with its place: ``2.quote``.

    >>> list(places_of({"blockErrors": {2: {"blockErrors": {"quote": {"messages": ["Empty."]}}}}}))
    [('2.quote', 'Empty.')]
    """
    for message in errors.get("messages") or ():
        yield place.strip(".") or "-", str(message)
    for name, inner in (errors.get("blockErrors") or {}).items():
        if inner:
            yield from places_of(inner, f"{place}.{name}")


class ArticleAPIFormMixin:
    """Turns objects into what is chosen and what is printed beside it."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.said: dict[str, Mapping[str, Any]] = {}
        """The objects, by the field that they were given for."""
        if data is not None:
            data = data.copy()
            for name in OBJECTS:
                if isinstance(value := data.get(name), Mapping):
                    self.said[name] = value
                    data[name] = value.get("id")
        super().__init__(data, *args, **kwargs)  # type: ignore[call-arg]
        self.is_filled = any(self._stored(name) != self._printed(name) for name in self.said)

    def has_changed(self) -> bool:
        """Whether anything is another: also what is printed beside somebody who was chosen before."""
        return self.is_filled or bool(super().has_changed())  # type: ignore[misc]

    def _stored(self, name: str) -> dict[str, str]:
        """The attributes of the page that are beside a chooser."""
        fields = ("name", "role") if name in SPEAKERS else ("alt",)
        page = self.instance  # type: ignore[attr-defined]
        return {f"{name}_{field}": getattr(page, f"{name}_{field}") for field in fields}

    def _printed(self, name: str, image: Any = None) -> dict[str, str]:
        """The same as they were sent."""
        said = self.said[name]
        if name in SPEAKERS:
            return {f"{name}_name": said.get("name") or "", f"{name}_role": said.get("role") or ""}
        alt = said.get("alt") or ""
        return {f"{name}_alt": "" if image is not None and alt == image.default_alt_text else alt}

    def clean(self) -> Any:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        page = self.instance  # type: ignore[attr-defined]
        for name in self.said:
            for attribute, value in self._printed(name, cleaned.get(name)).items():
                self._fill(name, attribute, value)
        if cleaned.get("language") == page.locale.language_code:
            # It is read as the language of the text, and stored only where it is another one than the site's.
            cleaned["language"] = ""
        return cleaned

    def add_error(self, field: Any, error: Any) -> None:
        """Of a stream, an error for each place in it: Wagtail's own says only that something is wrong."""
        if hasattr(error, "as_json_data"):
            error = [f"{place}: {text}" for place, text in places_of(error.as_json_data())] or error
        super().add_error(field, error)  # type: ignore[misc]

    def _fill(self, field: str, attribute: str, value: str) -> None:
        page = self.instance  # type: ignore[attr-defined]
        try:
            page._meta.get_field(attribute).clean(value, page)
        except ValidationError as error:
            self.add_error(field, error)
        else:
            setattr(page, attribute, value)
