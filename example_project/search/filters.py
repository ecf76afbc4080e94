"""What narrows a search: kind, section and year, each with how many pages it would leave."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from .articles import Found, Match

KINDS = ("interview", "news")


@dataclass(frozen=True)
class Chosen:
    """The filters that hold; empty ones do not."""

    kind: str = ""
    section: str = ""
    """The id of a section."""
    year: str = ""

    @classmethod
    def of(cls, parameters: QueryDict, found: Found) -> Chosen:
        """Those of an address that leave something."""
        chosen = cls(**{name: parameters.get(name, "") for name in cls.__dataclass_fields__})
        for name, counts in counted(found, cls()).items():
            if getattr(chosen, name) not in counts:
                chosen = replace(chosen, **{name: ""})
        return chosen

    def __bool__(self) -> bool:
        return any(asdict(self).values())


def values_of(match: Match, found: Found) -> dict[str, str]:
    """What a page is, for each filter."""
    section = next((one for one in reversed(found.sections) if match.path.startswith(one.path)), None)
    kind = KINDS[0] if match.is_interview else KINDS[1] if match.is_article else ""
    return {"kind": kind, "section": str(section.pk) if section else "", "year": str(match.year or "")}


def narrowed(found: Found, chosen: Chosen, but: str = "") -> list[Match]:
    """The matches that pass all filters, or all but one."""
    wanted = {name: value for name, value in asdict(chosen).items() if value and name != but}
    if not wanted:
        return found.matches
    return [match for match in found.matches if wanted.items() <= values_of(match, found).items()]


def counted(found: Found, chosen: Chosen) -> dict[str, Counter[str]]:
    """How many matches each value of each filter leaves, beside the other filters."""
    return {
        name: Counter(
            filter(None, (values_of(match, found)[name] for match in narrowed(found, chosen, name)))
        )
        for name in asdict(chosen)
    }


def choices(found: Found, chosen: Chosen, parameters: QueryDict) -> list[dict[str, Any]]:
    """The filters that there is a choice in, with the addresses that choose."""
    titles = {
        **{str(section.pk): section.title for section in found.sections},
        "interview": gettext("Interviews"),
        "news": gettext("News"),
    }
    headings = {"kind": gettext("Kind"), "section": gettext("Section"), "year": gettext("Year")}
    offered = []
    for name, counts in counted(found, chosen).items():
        active = getattr(chosen, name)
        if len(counts) < 2 and not active:
            continue
        order = (
            sorted(counts, reverse=True) if name == "year" else [value for value in titles if value in counts]
        )
        links = [
            {
                "title": titles.get(value, value),
                "count": counts[value],
                "active": value == active,
                "address": address(parameters, name, value),
            }
            for value in order
        ]
        everything = {"title": gettext("All"), "active": not active, "address": address(parameters, name, "")}
        offered.append({"name": name, "heading": headings[name], "links": [everything, *links]})
    return offered


def address(parameters: QueryDict, name: str, value: str) -> str:
    """This search with another value of a filter, from its first page on."""
    changed = parameters.copy()
    changed.pop("page", None)
    changed.pop(name, None)
    if value:
        changed[name] = value
    return f"?{changed.urlencode()}"
