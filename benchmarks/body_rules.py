"""What each rule around the line model is worth: bodies with all rules, and without one at a time.

    python -m benchmarks.body_rules --held-out DIR [--data ../shared/data/pages] [--fed text|html]
                                    [--rules NAME...] [--json OUT.json] [--limit N]

The line models have not seen the sites of the pages that they label.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from wagtail_cstonews.extraction.article import Article
from wagtail_cstonews.extraction.labelling import body, labeller
from wagtail_cstonews.extraction.lines import kinds
from wagtail_cstonews.extraction.site.observation import KEPT_LABELS

from . import reports
from .held_out import Fed, HeldOutModels
from .line_gold import SHARED
from .reports import article_of, pick, read_rows, table
from .scoring import PageFound, PageScores

SETS = ("news-publishers", "articles", "readability")
FORMS = ("back", "others", "comments", "pointer", "date", "byline", "caption", "attribution")
EVERY, REPEATED = "all", "what stands a second time"


def _nothing(*_: Any) -> None:
    """In the place of a rule that changes what it is given."""


def _never(*_: Any) -> bool:
    return False


RULES: dict[str, tuple[Any, dict[str, Any]]] = {
    "doubtful prose among prose": (body, {"_fill_gaps": _nothing}),
    "documents of little else": (kinds, {"_FEW_LINES": -1, "_MUCH_PROSE": 2.0}),
    "chrome must be surer": (body, {"_SURE": 0.35}),
    **{f"never body: {form}": (body, {"_NEVER_BODY": body._NEVER_BODY - {form}}) for form in FORMS},
    "headings and rows between": (body, {"_is_structure": _never}),
    "the table that goes on": (body, {"_goes_on_with_table": _never}),
    "whose words were quoted": (body, {"_names_the_quoted": _never}),
    "the last answer": (body, {"_take_last_answer": _nothing}),
    "dated summaries at the end": (labeller, {"drop_trailing_teasers": _nothing}),
    "the title's repetition": (labeller, {"label_repeated_title": _nothing}),
}
"""Where each rule stands, and what is put in its place to switch it off."""


def body_of(article: Article, labels: frozenset[str]) -> PageFound:
    return PageFound("\n".join(line.clean for line in article.lines if line.label in labels))


def measure(
    options: argparse.Namespace, models: HeldOutModels, fed: Fed, rules: Sequence[str]
) -> list[dict[str, Any]]:
    """F1 of each collection with all rules, and without each of them."""
    figures = []
    for name in SETS:
        rows = pick(read_rows(options.data / f"{name}.jsonl.gz"), options.limit)
        rows = models.rows(rows, name, fed)
        for rule in (EVERY, *rules, REPEATED):
            scores = PageScores()
            with ExitStack() as stack:
                if rule in RULES:
                    where, values = RULES[rule]
                    stack.enter_context(patch.multiple(where, **values))
                kept = KEPT_LABELS | {"duplicate"} if rule == REPEATED else KEPT_LABELS
                for row in rows:
                    with models.unseen(row, name, fed):
                        scores.add(row["gold"], body_of(article_of(row, html=fed == "html"), kept))
            found = scores.figures()
            figures.append(
                {"set": name, "without": rule, **{key: found[key] for key in ("f1", "precision", "recall")}}
            )
    return figures


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.body_rules", description=__doc__.splitlines()[0]
    )
    reports.add_options(parser, SHARED / "data" / "pages")
    parser.add_argument("--held-out", type=Path, required=True, metavar="DIR", help="folder of line models")
    parser.add_argument("--fed", choices=("text", "html"), default="text", help="default: text")
    parser.add_argument("--rules", nargs="*", choices=RULES, default=list(RULES), help="default: all")
    options = parser.parse_args(arguments)
    figures = measure(options, HeldOutModels(options.held_out), options.fed, options.rules)
    print(table(list(figures[0]), [list(row.values()) for row in figures]))
    reports.write_json(options.json, {"figures": figures, "fed": options.fed, "limit": options.limit})
    return 0


if __name__ == "__main__":
    sys.exit(main())
