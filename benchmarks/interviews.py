"""Interviews and their turns: the package beside plain rules.

    python -m benchmarks.interviews [--data ../shared/data/interviews] [--news ../shared/data/quotes]
                                    [--cut CHARACTERS] [--json OUT.json] [--limit N]

With ``--cut 2000``, only as much of each text is read and scored, as crawls of old sites are cut.

Prints the F1 of the turns' starts by format and by whether the models learnt from the rows, how well
interviews are told from news, and documents and paragraphs per CPU second.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from . import reports
from .line_gold import SHARED
from .reports import Runner, article_of, paragraph_count, pick, print_failed, read_rows, table
from .scoring import Share, TurnScores, percent, turns_found

Lines = list[tuple[str, str]]
Answer = tuple[Lines, bool]
Tool = Callable[[dict[str, Any]], Answer]
NOTHING: Answer = ([], False)

LEARNT, TWIN, HELD_OUT = "learnt from", "a talk learnt from, in another form", "held out"
STANDING = {
    LEARNT: "odd rows (from 0), each talk once: turns.json and conversation.json were trained on them",
    TWIN: "rows that hold the words of a row learnt from in another form: no fair test",
    HELD_OUT: "even rows of which the models saw nothing",
}
NEWS_SETS = {"politics-dev": HELD_OUT, "news-full-names": HELD_OUT, "politics-train": LEARNT}
"""News articles, which are no interviews. conversation.json had politics-train for counter-examples."""

LABEL = re.compile(r"^\s*((?:[A-Z][\w.’'-]*\s?){1,4}(?:\([^)]*\))?)(?::|(?<=Q)\s{2,}|(?<=\bQ)\.)\s*")
ASKING = frozenset({"q", "question", "interviewer"})
ANSWERING = frozenset({"a", "answer", "interviewee"})
DASH = re.compile(r"^\s*[–—-]\s+")
FEWEST = 3
"""Labels, dashes or questions that a text has before the rules take it for an interview."""


def standing(rows: Sequence[dict[str, Any]]) -> list[str]:
    """For each row, counted from 0, whether the models learnt from it."""

    def talk(row: dict[str, Any]) -> str:
        return row["id"].rsplit("_", 1)[0] if row["format"].startswith("rendered") else row["id"]

    first: dict[str, int] = {}
    for at, row in enumerate(rows):
        if at % 2:
            first.setdefault(talk(row), at)
    return [
        LEARNT if first.get(talk(row)) == at else TWIN if talk(row) in first else HELD_OUT
        for at, row in enumerate(rows)
    ]


def cut_short(row: dict[str, Any], characters: int | None) -> dict[str, Any]:
    """The row with the beginning of its text alone, and the labels of the paragraphs that are left."""
    if characters is None:
        return row
    text = row["text"][:characters]
    paragraphs = [line for line in text.split("\n") if line.strip()]
    labels = row["labels"][: len(paragraphs)] if "labels" in row else []
    return {**row, "text": text, "paragraphs": paragraphs, "labels": labels}


def turns_by_rules(row: dict[str, Any]) -> Answer:
    """The plain rules: labels, else dashes, else whatever ends in a question mark is asked."""
    texts = [line for line in row["text"].split("\n") if line.strip()]
    for rule in (by_labels, by_dashes, by_question_marks):
        if letters := rule(texts):
            return list(zip(texts, letters, strict=True)), True
    return [(text, "N") for text in texts], False


def by_labels(texts: Sequence[str]) -> str:
    found = [match.group(1).strip().casefold() if (match := LABEL.match(text)) else "" for text in texts]
    counts = Counter(filter(None, found))
    labels = {label for label, count in counts.items() if count > 1}
    if len(labels) < 2 or sum(counts[label] for label in labels) < FEWEST:
        return ""
    asked = Counter(
        label for label, text in zip(found, texts, strict=True) if text.rstrip().endswith("?") and label
    )
    most = max(labels, key=lambda label: (label in ASKING, asked[label] / counts[label], label))
    letters, now = "", "N"
    for label in found:
        if label:
            asks = label in ASKING or (label == most and label not in ANSWERING)
            now = "Q" if asks else "A"
        letters += now
    return letters


def by_dashes(texts: Sequence[str]) -> str:
    dashed = [bool(DASH.match(text)) for text in texts]
    if sum(dashed) < FEWEST:
        return ""
    both_sides = any(here and there for here, there in pairwise(dashed))
    letters, now = "", "N"
    for has_dash in dashed:
        if has_dash:
            now = "A" if both_sides and now == "Q" else "Q"
        elif not both_sides and now == "Q":
            now = "A"
        letters += now
    return letters


def by_question_marks(texts: Sequence[str]) -> str:
    asks = [text.rstrip().endswith("?") for text in texts]
    if sum(asks) < FEWEST or sum(asks) * 12 < len(texts):
        return ""
    first = asks.index(True)
    return "N" * first + "".join("Q" if is_question else "A" for is_question in asks[first:])


def turns_by_package(row: dict[str, Any]) -> Answer:
    article = article_of(row)
    return turns_found(article), article.kind == "interview"


def measure(rows: Sequence[dict[str, Any]], standings: Sequence[str], tool: Tool) -> tuple[dict, Runner]:
    """The figures of one tool: all, by standing, by format, and of what nothing marks."""
    runner = Runner()
    scores: dict[tuple[str, str], TurnScores] = {}
    for row, known in zip(rows, standings, strict=True):
        lines, is_interview = runner(tool, row, NOTHING)
        formats = ["all", row["format"], *(["nothing marked"] if "unmarked" in row["format"] else ())]
        for kind in formats:
            for group in ("all", known):
                scores.setdefault((kind, group), TurnScores()).add(row, lines, is_interview)
    speed = {
        "documents_per_cpu_second": runner.clock.rate(len(rows)),
        "paragraphs_per_cpu_second": runner.clock.rate(sum(paragraph_count(row["text"]) for row in rows)),
    }
    figures: dict[str, dict[str, Any]] = {}
    for kind, group in sorted(scores):
        figures.setdefault(kind, {})[group] = scores[kind, group].figures()
    return {"groups": figures, **speed, "failed": runner.failed}, runner


def measure_news(sets: Mapping[str, Sequence[dict[str, Any]]], tool: Tool) -> tuple[dict[str, Share], Runner]:
    """How much of the news is taken for news."""
    runner, shares = Runner(), {}
    for name, rows in sets.items():
        shares[name] = Share()
        for row in rows:
            shares[name].add(not runner(tool, row, NOTHING)[1])
    return shares, runner


def balanced(groups: dict[str, Any], interviews: str, news: Sequence[Share]) -> dict[str, float | None]:
    """Interview or news: how many of each are called so, and the mean of the two."""
    called = groups["all"][interviews]["called_interview"] if interviews in groups.get("all", {}) else None
    right = percent(sum(share.right for share in news), sum(share.asked for share in news))
    mean = round((called + right) / 2, 1) if called is not None and right is not None else None
    return {"interviews_right": called, "news_right": right, "balanced_accuracy": mean}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.interviews", description=__doc__.splitlines()[0]
    )
    reports.add_options(parser, SHARED / "data" / "interviews")
    parser.add_argument(
        "--news",
        type=Path,
        default=SHARED / "data" / "quotes",
        help="folder of news articles, which must not be taken for interviews",
    )
    parser.add_argument("--cut", type=int, metavar="CHARACTERS", help="read only the beginning of each text")
    options = parser.parse_args(arguments)
    everything = read_rows(options.data / "interviews-dev.jsonl")
    known = dict(zip((row["id"] for row in everything), standing(everything), strict=True))
    rows = [cut_short(row, options.cut) for row in pick(everything, options.limit)]
    standings = [known[row["id"]] for row in rows]
    news = {
        name: [cut_short(row, options.cut) for row in pick(read_rows(path), options.limit)]
        for name in NEWS_SETS
        if (path := options.news / f"{name}.jsonl").exists()
    }
    tools: dict[str, Tool] = {"wagtail-cstonews": turns_by_package, "plain rules": turns_by_rules}
    figures: dict[str, Any] = {}
    for label, tool in tools.items():
        # What a tool loads at its first document belongs to none of the figures.
        tool({"id": "first", "text": "Interview\n\nQ: Who are you?\n\nA: A builder.\n\nQ: Since when?"})
        result, runner = measure(rows, standings, tool)
        print_failed(label, runner)
        shares, runner = measure_news(news, tool)
        print_failed(label, runner)
        unseen = [share for name, share in shares.items() if NEWS_SETS[name] == HELD_OUT]
        result["news_right"] = {name: share.percent for name, share in shares.items()}
        result["kind"] = {
            HELD_OUT: balanced(result["groups"], HELD_OUT, unseen),
            "all": balanced(result["groups"], "all", list(shares.values())),
        }
        figures[label] = result
    print_figures(figures)
    reports.print_learnt_from()
    reports.write_json(
        options.json,
        {
            "figures": figures,
            "standing": STANDING,
            "learnt_from": reports.learnt_from(),
            "limit": options.limit,
            "cut": options.cut,
            "versions": reports.versions(),
        },
    )
    return 0


def print_figures(figures: dict[str, Any]) -> None:
    head = ("format", "rows", "tool", "documents", "turn F1", "P", "R", "labels right", "called interview")
    lines = []
    groups = next(iter(figures.values()))["groups"]
    for kind, group, label in ((k, g, label) for k in groups for g in groups[k] for label in figures):
        if kind == "all" or group != "all":
            of = figures[label]["groups"][kind][group]
            turns = of["turns"]
            lines.append(
                [
                    kind,
                    group,
                    label,
                    of["documents"],
                    turns["f1"],
                    turns["precision"],
                    turns["recall"],
                    of["labels_right"],
                    of["called_interview"],
                ]
            )
    print(table(head, lines))
    print()
    for name, meaning in STANDING.items():
        print(f"{name}: {meaning}")
    print("usesthis_unmarked: every row asks the same few questions, so even its held-out rows are easy.")
    kinds = ("interview or news", "tool", "interviews right", "news right", "balanced accuracy")
    print()
    print(
        table(
            kinds,
            [
                [name, label, *kind.values()]
                for label, result in figures.items()
                for name, kind in result["kind"].items()
            ],
        )
    )
    news = ", ".join(f"{name} ({known})" for name, known in NEWS_SETS.items())
    print(f"\nnews: {news}")
    for label, result in figures.items():
        print(
            f"{label}: {result['documents_per_cpu_second']} documents, "
            f"{result['paragraphs_per_cpu_second']} paragraphs a CPU second"
        )


if __name__ == "__main__":
    sys.exit(main())
