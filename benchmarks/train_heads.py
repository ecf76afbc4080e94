"""Trains what chooses title, date and byline, and writes the weights into the package.

    python -m benchmarks.train_heads --held-out DIR [--fed text] [--data ../shared/data/pages] [--dry-run]

For every page the candidates are taken as the package finds them, with line models that have not seen the
page's site (``DIR``, see ``benchmarks.train_labeller --cross-validate --models DIR``): the shipped ones know
these pages too well. Prints for each choice and collection how often the right candidate is chosen by weights
that have not seen the site (five parts), and in how many pages there is one. ``--dry-run`` writes nothing.

Whether a page has a title at all is learnt from half of the pages that print theirs, read once more without
it: for the line that is chosen then, nothing may speak. ``--fed text`` leaves the choice that HTML teaches as
it is, for want of line models for HTML.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from wagtail_cstonews.extraction.labelling.title.search import TitleSearch
from wagtail_cstonews.extraction.metadata import authors, head, headline, published
from wagtail_cstonews.extraction.ml.weights import TRAINED
from wagtail_cstonews.text import urls
from wagtail_cstonews.text.normalization import letters_of

from .choices import Choice, cross_validate, fit
from .held_out import Fed, HeldOutModels
from .line_gold import SHARED, part_of, plain, site_of_row
from .reports import article_of, read_rows, table
from .scoring import days, names, percent

WEIGHTS = {"news-publishers": 4.0, "articles": 1.0, "readability": 0.2, "snippets": 0.5}
"""What a page of each collection weighs: the package is for news."""
STRENGTHS = {"title": 15.0, "title there": 5.0, "headline": 8.0, "date": 5.0, "byline": 5.0}
"""Of the pull towards zero. Of 1 to 100 tried on the cross-validation; it hardly matters."""
WITH_NONE = {"title": False, "title there": True, "headline": False, "date": True, "byline": True}
"""Whether "none of them" is a choice: nearly every page has a title, not every one a date."""
UNTITLED = 0.1
"""What a page without its title weighs: few pages have none. Of 0.05 to 0.5 tried, 0.2 already refuses one
in a hundred of the right ones."""
EVERY = 2
"""How many pages there are for one that is read without its title."""
FED: dict[str, Fed] = {"title": "text", "headline": "html", "date": "text", "byline": "text"}
FORMAT = 1


@dataclass
class Recorder:
    """The candidates of each choice on one page."""

    seen: dict[str, list[tuple[Any, list[str]]]] = field(default_factory=dict)

    @contextmanager
    def running(self) -> Iterator[None]:
        with ExitStack() as stack:
            for module in (headline, published, authors):
                stack.enter_context(patch.object(module, "choose", self._noting(module.choose)))
            lines = TitleSearch.candidates

            def noting(search: TitleSearch, *args: Any) -> list[tuple[int, list[str]]]:
                found = lines(search, *args)
                self.seen["title"] = [
                    (search.facts[at].text, features + search.other_features(at)) for at, features in found
                ]
                return found

            stack.enter_context(patch.object(TitleSearch, "candidates", noting))
            yield

    def _noting(self, choose: Callable[..., Any]) -> Callable[..., Any]:
        def noting(choice: str, candidates: Sequence[tuple[Any, list[str]]]) -> Any:
            self.seen[choice] = list(candidates)
            return choose(choice, candidates)

        return noting


def is_title(text: str, row: dict[str, Any], language: str | None) -> bool:
    """Whether a line is right, once it has gone through what the package does with every printed title."""
    text = head.strip_site_name(head.strip_host_name(text, urls.host_of(row.get("url"))))
    return is_headline(text, row, language)


def is_headline(text: str, row: dict[str, Any], language: str | None) -> bool:
    """Whether a form of a title that the mark-up gives is right."""
    title, subtitle = head.split_headline(head.split_dated_title(text, language)[0])
    return plain(row["gold"]["title"]) in {plain(title), plain(f"{title} {subtitle or ''}")}


RIGHT: dict[str, Callable[[Any, dict[str, Any], str | None], bool]] = {
    "title": is_title,
    "headline": is_headline,
    "date": lambda date, row, language: date.value[:10] in days(row["gold"]["date"]),
    "byline": lambda value, row, language: names(value) == names(row["gold"]["authors"]),
}
GOLD = {"title": "title", "headline": "title", "date": "date", "byline": "authors"}


def collect(
    data: Path, models: HeldOutModels, fed: Fed, collections: Sequence[str] = tuple(WEIGHTS)
) -> dict[str, list[tuple[str, Choice]]]:
    """The choices that a run over all pages makes, each with the collection of its page."""
    found: dict[str, list[tuple[str, Choice]]] = defaultdict(list)
    for name in collections:
        rows = read_rows(data / f"{name}.jsonl.gz")
        for row in models.rows(rows, name, fed):
            recorder = Recorder()
            with models.unseen(row, name, fed), recorder.running():
                language = article_of(row, html=fed == "html").language
            for choice, key in GOLD.items():
                if FED[choice] == fed and row["gold"].get(key):
                    found[choice].append((name, _judged(choice, recorder, row, name, language)))
    return found


def collect_untitled(
    data: Path, models: HeldOutModels, collections: Sequence[str] = tuple(WEIGHTS)
) -> list[tuple[str, Choice]]:
    """The choice of a title on texts from which every line with the title has been taken: none is right."""
    found = []
    for name in collections:
        for row in models.rows(read_rows(data / f"{name}.jsonl.gz")[::EVERY], name, "text"):
            bare = without_title(row)
            if bare is None:
                continue
            recorder = Recorder()
            with models.unseen(row, name, "text"), recorder.running():
                article_of(bare)
            features = [features for _, features in recorder.seen.get("title", [])]
            part = part_of(site_of_row(row, name))
            found.append((name, Choice(part, features, [False] * len(features), UNTITLED * WEIGHTS[name])))
    return found


def without_title(row: dict[str, Any]) -> dict[str, Any] | None:
    """The row without the lines that hold its title; None where no line is the title."""
    key = letters_of(row["gold"].get("title") or "")
    lines = row["text"].split("\n")
    kept = [line for line in lines if key not in letters_of(line)]
    if len(key) < SHORTEST_KEY or not any(is_title(" ".join(line.split()), row, None) for line in lines):
        return None
    return {**row, "text": "\n".join(kept)}


SHORTEST_KEY = 6
"""Letters of a title that can be looked for in other lines."""


def presence(
    titled: Sequence[tuple[str, Choice]], untitled: Sequence[tuple[str, Choice]]
) -> list[tuple[str, Choice]]:
    """The choice between the likeliest title and none: pages where the title was found, and those without.

    The likeliest is taken by weights that have not seen the site. Pages on which the wrong line is taken
    teach nothing: they have a title.
    """
    found = []
    for part in sorted({choice.group for _, choice in titled}):
        known = [choice for _, choice in titled if choice.group != part]
        fitted = fit(known, STRENGTHS["title"], with_none=False)
        for examples, is_there in ((titled, True), (untitled, False)):
            for name, choice in examples:
                at = fitted.picks(choice) if choice.group == part else None
                if at is not None and choice.right[at] == is_there:
                    found.append((name, Choice(part, [choice.features[at]], [is_there], choice.weight)))
    return found


def report_presence(examples: Sequence[tuple[str, Choice]]) -> list[list[Any]]:
    """Collection, pages, share of right titles kept; and of pages without one, of those said to be so."""
    picked = cross_validate([choice for _, choice in examples], STRENGTHS["title there"], with_none=True)
    rows = []
    for is_there, said in ((True, "a right title is kept"), (False, "without one, none is given")):
        for name in WEIGHTS:
            own = [
                at for at, (of, choice) in enumerate(examples) if of == name and choice.right == [is_there]
            ]
            right = sum((picked[at] is not None) == is_there for at in own)
            rows.append([said, name, len(own), percent(right, len(own)), None])
    return rows


def _judged(
    choice: str, recorder: Recorder, row: dict[str, Any], collection: str, language: str | None
) -> Choice:
    candidates = recorder.seen.get(choice, [])
    return Choice(
        part_of(site_of_row(row, collection)),
        [features for _, features in candidates],
        [RIGHT[choice](value, row, language) for value, _ in candidates],
        WEIGHTS[collection],
    )


def report(choice: str, examples: Sequence[tuple[str, Choice]]) -> list[list[Any]]:
    """Collection, pages, share chosen rightly on unseen sites, share of pages with a right candidate."""
    picked = cross_validate(
        [example for _, example in examples], STRENGTHS[choice], with_none=WITH_NONE[choice]
    )
    rows = []
    for name in WEIGHTS:
        own = [(at, example) for at, (of, example) in enumerate(examples) if of == name]
        right = sum((pick := picked[at]) is not None and example.right[pick] for at, example in own)
        possible = sum(any(example.right) for _, example in own)
        rows.append([choice, name, len(own), percent(right, len(own)), percent(possible, len(own))])
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=SHARED / "data" / "pages")
    parser.add_argument("--held-out", type=Path, required=True, metavar="DIR", help="folder of line models")
    parser.add_argument("--fed", choices=("text", "html"), help="learn from one kind of input only")
    parser.add_argument("--dry-run", action="store_true", help="print only")
    options = parser.parse_args(arguments)
    models = HeldOutModels(options.held_out)
    weights, rows = {}, []
    kinds: tuple[Fed, ...] = (options.fed,) if options.fed else ("text", "html")
    for fed in kinds:
        choices = collect(options.data, models, fed)
        if fed == "text":
            untitled = collect_untitled(options.data, models)
            choices["title there"] = presence(choices["title"], untitled)
        for choice, examples in sorted(choices.items()):
            rows += report_presence(examples) if choice == "title there" else report(choice, examples)
            weights[choice] = fit(
                [example for _, example in examples], STRENGTHS[choice], with_none=WITH_NONE[choice]
            ).weights
    print(table(["choice", "collection", "pages", "right on unseen sites", "possible"], rows))
    if not options.dry_run:
        others = json.loads((TRAINED / "heads.json").read_text(encoding="utf-8"))["choices"]
        model = {"format": FORMAT, "trained_on": ", ".join(WEIGHTS), "choices": others | weights}
        (TRAINED / "heads.json").write_text(
            json.dumps(model, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
