"""Advice after a run: what became of its pages, and what needs review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from ..entries.entry import BY_HAND
from ..matching.not_articles import CODE, KEPT_BACK, UNSURE
from .result import Result
from .wording import counted


def advice(
    result: Result, section: Any, *, dry_run: bool = False, publish: bool = False, keep_lists: bool = False
) -> Iterator[str]:
    """The next steps after an import into the section with these options."""
    if dry_run:
        yield gettext("Nothing was written: this was a dry run.")
        return
    if near := result.findings.near_total:
        which = counted(near, "duplicate is", "duplicates are")
        yield gettext("{which} nearly the same as another document, and named above.").format(which=which)
    where = f"{section.title} ({section.get_url() or section.pk})"
    if publish:
        yield from _on_publishing(result, where, keep_lists)
    elif written := result.counts["new"] + result.counts["changed"]:
        pages = counted(written, "page", "pages")
        yield gettext("{pages} saved as drafts in {section}, {seconds} seconds.").format(
            pages=pages, section=where, seconds=f"{result.seconds:.1f}"
        )


def _on_publishing(result: Result, where: str, keep_lists: bool) -> Iterator[str]:
    """What was published, and what was not."""
    written = result.counts["new"] + result.counts["changed"]
    found, left = result.findings.warnings, result.held
    saved = {code: found[code] - left[code] for code in (CODE, UNSURE, KEPT_BACK)}
    saved[CODE] = saved[CODE] if keep_lists else 0
    drafts = min(written, sum(saved.values()))
    if written or result.counts["published"]:
        kept = ""
        if drafts:
            kept = gettext("; {drafts} saved ({reasons})").format(
                drafts=counted(drafts, "draft", "drafts"), reasons=_reasons(saved)
            )
        pages = counted(written - drafts + result.counts["published"], "page", "pages")
        yield gettext("{pages} published in {section}{kept}, {seconds} seconds.").format(
            pages=pages, section=where, kept=kept, seconds=f"{result.seconds:.1f}"
        )
    if total := sum(left.values()):
        yield gettext("{drafts} of earlier imports not published ({reasons}).").format(
            drafts=counted(total, "draft", "drafts"), reasons=_reasons(left)
        )
    if found[UNSURE] and (drafts or left[UNSURE]):
        yield gettext("The report and news_import_status --waiting name what was too unsure to be published.")


def _reasons(drafts: Mapping[str, int]) -> str:
    """Why drafts are not published, in numbers.

    >>> _reasons({"not_an_article": 1, "unsure": 2, "kept_back": 0, "by_hand": 3})
    '1 no article, 2 too unsure, 3 edited or held by hand'
    """
    lists = drafts.get(CODE, 0)
    words = {
        UNSURE: gettext("too unsure"),
        KEPT_BACK: gettext("as in their source"),
        BY_HAND: gettext("edited or held by hand"),
    }
    parts = [counted(lists, "no article", "no articles")] if lists else []
    return ", ".join(
        [*parts, *(f"{drafts[code]:,} {said}" for code, said in words.items() if drafts.get(code))]
    )
