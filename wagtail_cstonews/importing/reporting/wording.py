"""The wording of numbers, states and texts in reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, gettext_lazy, gettext_noop, ngettext

from ...publishing.messages import translated
from ..entries.entry import STATES

WORDS = {
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "published": gettext_lazy("published from drafts"),
    "unchanged": gettext_lazy("unchanged"),
    "edited": gettext_lazy("edited by hand and left as they are"),
    "duplicate": gettext_lazy("duplicates"),
    "not_an_article": gettext_lazy("not an article"),
    "skipped": gettext_lazy("skipped"),
    "failed": gettext_lazy("failed"),
}

SHELL_WORDS = {"skipped": gettext_lazy("skipped (named above)")}

_STATES = (
    *(gettext_noop("edited"), gettext_noop("published"), gettext_noop("duplicate"), gettext_noop("ignored")),
    *(gettext_noop("running"), gettext_noop("finished"), gettext_noop("stopped"), gettext_noop("undone")),
    *(gettext_noop("interrupted"), gettext_noop("partly undone"), gettext_noop("waiting")),
    *(gettext_noop("dropped"), gettext_noop("done"), gettext_noop("kept"), gettext_noop("made")),
)
"""States of documents, runs and chunks that stand in no other list."""


def in_words(state: str) -> str:
    """
    >>> in_words("not_an_article")
    'not an article'
    """
    return gettext(state.replace("_", " "))


def counted(number: int, one: str, many: str) -> str:
    """
    >>> counted(1, "page", "pages"), counted(2000, "page", "pages")
    ('1 page', '2,000 pages')
    """
    return f"{number:,} {ngettext(one, many, number)}"


def summary_of(
    counts: Mapping[Any, int], unread: Mapping[str, int] | None = None, *, on_shell: bool = False
) -> str:
    """A run in a sentence or two. ``unread`` counts ignored files by kind; ``on_shell`` adds hints for the
    command line.

    >>> summary_of({"new": 1, "ignored": 1}, {"files of no known type": 1}, on_shell=True)
    '1 document: 1 new. Not read: files of no known type (1); -v 2 names them.'
    """
    text = _documents_summary(counts, on_shell=on_shell)
    if ignored := counts.get("ignored"):
        hint = gettext("; -v 2 names them") if on_shell else ""
        unread_files = _unread_in_words(ignored, unread or {})
        text += " " + gettext("Not read: {files}{hint}.").format(files=unread_files, hint=hint)
    return text


MOST_NAMED = 5
"""Kinds of ignored files that the summary names."""


def _unread_in_words(total: int, unread: Mapping[str, int]) -> str:
    """The ignored files by kind, most frequent first.

    >>> _unread_in_words(43, {"entries of menus": 40, "files of no known type": 2})
    'entries of menus (40), files of no known type (2), others (1)'
    """
    ordered = sorted(unread.items(), key=lambda item: (-item[1], item[0]))[:MOST_NAMED]
    parts = [f"{translated(what)} ({number:,})" for what, number in ordered]
    if rest := total - sum(number for _, number in ordered):
        parts.append(f"{gettext('others') if parts else gettext('files or items')} ({rest:,})")
    return ", ".join(parts)


def _documents_summary(counts: Mapping[Any, int], *, on_shell: bool = False) -> str:
    """The number of documents by state."""
    words = {**WORDS, **(SHELL_WORDS if on_shell else {})}
    total = sum(number for state, number in counts.items() if state != "ignored")
    if not total:
        return gettext("Nothing to do: no documents were found.")
    documents = counted(total, "document", "documents")
    if counts.get("unchanged") == total:
        if total == 1:
            return gettext("Nothing to do: the document is unchanged.")
        return gettext("Nothing to do: all {documents} are unchanged.").format(documents=documents)
    states = [state for state in STATES if counts.get(state) and state != "ignored"]
    each = ", ".join(f"{counts[state]:,} {words[state]}" for state in states)
    idle = not any(counts.get(state) for state in ("new", "changed", "published", "failed"))
    if idle:
        return gettext("Nothing to do: {documents}: {each}.").format(documents=documents, each=each)
    return f"{documents}: {each}."


def paths_of(run: Any) -> list[str]:
    """The paths that the run was given."""
    paths = (run.options or {}).get("paths") if run is not None else ()
    return [path for path in paths or () if isinstance(path, str)]


def short_path(text: str) -> str:
    """A file's name with its folder only: a screen must not show where the server keeps its files.

    >>> short_path("/srv/archive/2024/a.txt:3"), short_path("file:///srv/a.txt"), short_path("rows.csv:2")
    ('…/2024/a.txt:3', '…/srv/a.txt', 'rows.csv:2')
    >>> short_path("https://www.courier.example/news/a"), short_path("/a.txt")
    ('https://www.courier.example/news/a', '…/a.txt')
    """
    path = text.removeprefix("file://")
    if not path.startswith("/"):
        return text
    return "/".join(["…", *list(filter(None, path.split("/")))[-2:]])


def without_folders(text: str, paths: Iterable[str]) -> str:
    """A text with the paths of files shortened: without the folders of the given paths.

    >>> without_folders("The same text as /srv/data/archive/a.txt.", ["/srv/data/archive"])
    'The same text as …/archive/a.txt.'
    """
    for path in sorted(paths, key=len, reverse=True):
        folder, _, name = path.rstrip("/").rpartition("/")
        if path.startswith("/") and name:
            text = text.replace(f"{folder}/{name}", f"…/{name}")
    return text


def moment_in_words(text: str) -> str:
    """An ISO 8601 time in a readable form.

    >>> moment_in_words("2024-05-01T06:07:08+00:00"), moment_in_words("2024-05-01T06:07:08")
    ('2024-05-01 06:07 UTC', '2024-05-01 06:07')
    """
    zone = text[19:].replace("+00:00", "UTC")
    return f"{text[:10]} {text[11:16]} {zone}".rstrip()


def printable(text: str) -> str:
    """Text without control characters, which could move the cursor or change colours of a terminal.

    >>> printable("One\\x1b[2J\\ntwo")
    'One [2J two'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
