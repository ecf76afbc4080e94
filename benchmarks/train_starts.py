"""Trains what finds an article below other articles' summaries, and what knows a list of articles.

    python -m benchmarks.train_starts --models DIR [--cache FILE] [--dry-run]

The examples are dumps made of the gold pages (``benchmarks.synthetic_crawls``), the pages themselves, and
their articles alone, with and without a title: on most pages nothing stands above the article. Prints how
often the right line is chosen on sites that the weights have not seen (five parts), and writes the weights
into the package. ``--models`` keeps the weights of each part beside the line models of
``benchmarks.train_labeller --cross-validate --models DIR``, for figures by models that have not seen a site.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wagtail_cstonews.extraction.article import Line
from wagtail_cstonews.extraction.labelling.start import headline_features, listing
from wagtail_cstonews.extraction.line_model.network import LineModel
from wagtail_cstonews.extraction.lines.facts import Facts, line_facts
from wagtail_cstonews.extraction.ml.weights import TRAINED

from .choices import Choice, Fitted, fit
from .held_out import STARTS
from .line_gold import PARTS, GoldPage, part_of
from .reports import table
from .scoring import percent
from .synthetic_crawls import Crawled, Donors, crawled, listed

WEIGHTS = {"news-publishers": 2.0, "articles": 1.0, "readability": 0.7, "snippets": 0.5}
"""What a page of each collection weighs, as for the line model."""
MARGINS = {"start": 0.0, "listing": listing.MARGIN}
STRENGTHS = {"start": 8.0, "listing": 8.0}
"""Of the pull towards zero."""
UNTITLED, BARE, LISTED = 1.2, 0.5, 0.08
"""What an article without its title weighs, one without anything around it, and a list: the first and the
last are rare."""
FALSE_ALARM = 3.0
"""What an article weighs that may be taken for a list: it would become no page."""
SHORT = 1_800
"""Characters of articles that are cut short."""
ROUNDS = 12
SEED = 7


@dataclass
class Example:
    kind: str
    """Of the page: ``plain``, ``bare``, ``untitled``, ``crawled``, ``cut off``, ``list``."""
    choice: Choice


def facts_of(lines: Iterable[str]) -> list[Facts]:
    texts = (" ".join(line.split()) for line in lines)
    return [line_facts(Line(number, text)) for number, text in enumerate(texts, start=1)]


def start_examples(pages: Sequence[GoldPage], rng: random.Random, models: Path) -> Iterator[Example]:
    """Pages with the line that is their headline below others' summaries; none where nothing stands above.

    What the line model says of a page is what one says that has not seen its site.
    """
    donors = Donors(pages)
    line_models = [LineModel.load(models / f"text-{part}.npz") for part in range(PARTS)]

    def of_lines(
        kind: str, page: GoldPage, lines: Sequence[str], headline: int | None, weight: float
    ) -> Iterator[Example]:
        part, facts = part_of(page.site), facts_of(lines)
        scores = line_models[part].score_lines(
            [fact.text for fact in facts], forms=[fact.form for fact in facts]
        )
        found = headline_features.candidates(facts, scores)
        if found:
            right = [index == headline for index, _ in found]
            yield Example(kind, Choice(part, [names for _, names in found], right, weight))

    for page in pages:
        weight = WEIGHTS[page.collection]
        yield from of_lines("plain", page, page.lines, None, weight)
        title, body = " ".join(page.title.split()), _body(page)
        if not title or not body:
            continue
        article = _cut(body) if rng.random() < 0.65 else body
        yield from of_lines("bare", page, [title, *article], 0, weight * BARE)
        yield from of_lines("untitled", page, body, None, weight * UNTITLED)
        for _ in range(2):
            dump = crawled(page, donors, rng)
            if dump is not None:
                yield from of_lines("crawled", page, dump.gold.lines, _headline_of(dump), weight)
        dump = crawled(page, donors, rng)
        if dump is not None and dump.headline is not None and dump.above:
            yield from of_lines("cut off", page, _cut_off(dump, rng), dump.headline, weight)
        dump = listed(page, donors, rng)
        if dump is not None:
            yield from of_lines("list", page, dump.gold.lines, None, weight * LISTED)


def _cut_off(dump: Crawled, rng: random.Random) -> list[str]:
    """The dump with hardly any of the article left: what an archive keeps below long summaries."""
    first = next(place for place, kept in enumerate([*dump.gold.in_body, True]) if kept)
    end = first + rng.randint(1, 3)
    lines = dump.gold.lines[:end]
    return [*lines[:-1], lines[-1][: rng.randint(40, 400)]]


def _headline_of(dump: Crawled) -> int | None:
    """The line of the headline, if any of the article stands below it."""
    return dump.headline if dump.headline is not None and any(dump.gold.in_body) else None


def listing_examples(pages: Sequence[GoldPage], rng: random.Random) -> Iterator[Example]:
    """Texts that are lists of articles, and such as are not."""
    donors = Donors(pages)
    for page in pages:
        weight, title, body = WEIGHTS[page.collection], " ".join(page.title.split()), _body(page)
        yield from _listing("plain", page, page.lines, False, weight * FALSE_ALARM)
        if title and body:
            yield from _listing("bare", page, [title, *body], False, weight * FALSE_ALARM)
            yield from _listing("bare, short", page, [title, *_cut(body)], False, weight * FALSE_ALARM)
            yield from _listing("untitled", page, body, False, weight)
        if (dump := crawled(page, donors, rng)) is not None:
            yield from _listing("crawled", page, dump.gold.lines, False, weight)
        if (dump := listed(page, donors, rng)) is not None:
            yield from _listing("list", page, dump.gold.lines, True, weight)


def _listing(
    kind: str, page: GoldPage, lines: Sequence[str], is_list: bool, weight: float
) -> Iterator[Example]:
    found = listing.features(facts_of(lines))
    if found:
        yield Example(kind, Choice(part_of(page.site), [found], [is_list], weight))


def _body(page: GoldPage) -> list[str]:
    return [line for line, kept in zip(page.lines, page.in_body, strict=True) if kept]


def _cut(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if sum(map(len, found)) > SHORT:
            break
        found.append(line)
    return found


def fits(choice: str, examples: Sequence[Example]) -> tuple[Fitted, list[Fitted]]:
    """Weights learnt from all of the examples; and for each part such as have seen nothing of it."""

    def learn(some: Iterable[Example]) -> Fitted:
        chosen = [example.choice for example in some]
        return fit(chosen, STRENGTHS[choice], with_none=True, rounds=ROUNDS)

    return learn(examples), [
        learn(example for example in examples if example.choice.group != part) for part in range(PARTS)
    ]


def report(choice: str, examples: Sequence[Example], parts: Sequence[Fitted]) -> list[list[Any]]:
    """For each kind of page: how many, how often rightly chosen, how often none is."""
    rows = []
    for kind in dict.fromkeys(example.kind for example in examples):
        own = [example.choice for example in examples if example.kind == kind]
        picked = [parts[one.group].picks(one, MARGINS[choice]) for one in own]
        right = sum(
            one.right[at] if at is not None else not any(one.right)
            for one, at in zip(own, picked, strict=True)
        )
        none = sum(at is None for at in picked)
        rows.append([choice, kind, len(own), percent(right, len(own)), percent(none, len(own))])
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, help="labelled lines, as benchmarks.train_labeller keeps them")
    parser.add_argument(
        "--models",
        type=Path,
        metavar="DIR",
        required=True,
        help="line models of each part; the weights of each part are kept beside them",
    )
    parser.add_argument("--dry-run", action="store_true", help="print only")
    options = parser.parse_args(arguments)
    from .train_labeller import load_pages

    pages = load_pages(options.cache)
    found = {
        "start": list(start_examples(pages, random.Random(SEED), options.models)),  # noqa: S311 - reproducible, not secret
        "listing": list(listing_examples(pages, random.Random(SEED))),  # noqa: S311
    }
    fitted = {choice: fits(choice, examples) for choice, examples in found.items()}
    rows = [row for choice, examples in found.items() for row in report(choice, examples, fitted[choice][1])]
    print(table(["choice", "page", "pages", "right on unseen sites", "none chosen"], rows))
    for part in range(PARTS):
        weights = {choice: parts[part].weights for choice, (_, parts) in fitted.items()}
        (options.models / STARTS.format(part)).write_text(json.dumps(weights, ensure_ascii=False))
    if not options.dry_run:
        model = json.loads((TRAINED / "heads.json").read_text(encoding="utf-8"))
        model["choices"] |= {choice: whole.weights for choice, (whole, _) in fitted.items()}
        (TRAINED / "heads.json").write_text(
            json.dumps(model, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
