"""Quotes and their speakers: the package beside plain rules and, where it is installed, textacy.

    python -m benchmarks.quotes [--data ../shared/data/quotes] [--json OUT.json] [--limit N]

Prints for each set the F1 of the spans (exact, and near: half of the words shared), how many speakers are
right, and documents and paragraphs per CPU second.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from . import reports
from .line_gold import SHARED
from .reports import Runner, article_of, paragraph_count, pick, print_failed, read_rows, table
from .scoring import QuoteFound, QuoteScores, case_right, percent, quotes_found

Tool = Callable[[dict[str, Any]], list[QuoteFound]]

AT_HAND = "how verbs and their subjects are read was developed with it at hand"
SETS = {
    "news-full-names": f"spans held out; speakers not: speakers.json learnt from it, and {AT_HAND}",
    "politics-dev": f"held out: no model learnt from it, but {AT_HAND}",
    "politics-train": "LEARNT FROM: speech.json and speakers.json were trained on these very articles",
}
LEARNT_FROM = ("news-full-names", "politics-train")
HARD_CASES = "hard-cases.json"

QUOTED = re.compile(r'“([^“”]+)(?:”|$)|"([^"]+)"|«([^«»]+)»|„([^„“”]+)[“”]')
WORDS_OF_A_QUOTE = 4
NAME = r"[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,4}"
SAYING = r"(?:said|says|say|told|tells|added|adds|asked|wrote|noted|stated|explained|replied|argued|stressed)"
SAID = re.compile(
    rf"(?P<before>\b(?:{NAME}|[Hh]e|[Ss]he|[Tt]hey))\s+{SAYING}\b|\b{SAYING}\s+(?P<after>{NAME}|he|she|they)\b"
)
FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w’'.-]*){1,3}")


def quotes_by_rules(row: dict[str, Any]) -> list[QuoteFound]:
    """The plain rules: four words or more between marks are a quote; who stands nearest a "said" speaks."""
    found: list[QuoteFound] = []
    last_named = None
    full_names: dict[str, str] = {}
    for paragraph in row["text"].split("\n"):
        quoted = list(QUOTED.finditer(paragraph))
        outside = paragraph
        for match in quoted:
            outside = outside[: match.start()] + " " * len(match.group()) + outside[match.end() :]
        for match in FULL_NAME.finditer(outside):
            full_names.setdefault(match.group().split()[-1], match.group())
        for match in quoted:
            text = next(filter(None, match.groups()))
            if len(text.split()) < WORDS_OF_A_QUOTE:
                continue
            speaker = speaker_nearest(outside, match.start(), match.end(), full_names) or last_named
            found.append(QuoteFound(text, speaker))
            last_named = speaker
        if named := FULL_NAME.findall(outside):
            last_named = last_named or named[-1]
    return found


def speaker_nearest(outside: str, start: int, end: int, full_names: dict[str, str]) -> str | None:
    """Who stands nearest a "said" in the paragraph; None for a pronoun, or where nobody does."""
    said = min(
        SAID.finditer(outside), key=lambda hit: max(start - hit.end(), hit.start() - end), default=None
    )
    if said is None:
        return None
    name = said.group("before") or said.group("after")
    if name[0].islower() or name in ("He", "She", "They"):
        return None
    return full_names.get(name.split()[-1], name)


def textacy_tool() -> tuple[Tool | None, str]:
    """textacy's direct quotations, or None and the reason why not."""
    if find_spec("textacy") is None:
        return None, "not installed: pip install textacy, and an English model of spaCy"
    import spacy
    from textacy.extract.triples import direct_quotations

    models = [name for name in spacy.util.get_installed_models() if name.startswith("en_core_web")]
    if not models:
        return None, "it needs an English model of spaCy (en_core_web_sm), and none is installed"
    language = spacy.load(sorted(models, key=len)[0])

    def tool(row: dict[str, Any]) -> list[QuoteFound]:
        found = []
        for paragraph in filter(str.strip, row["text"].split("\n")):
            try:
                triples = list(direct_quotations(language(paragraph)))
            except ValueError:
                # A paragraph whose marks do not pair up is more than it takes.
                continue
            found += [
                QuoteFound(triple.content.text, " ".join(token.text for token in triple.speaker) or None)
                for triple in triples
            ]
        return found

    return tool, ""


def quotes_by_package(row: dict[str, Any]) -> list[QuoteFound]:
    return quotes_found(article_of(row))


def measure(rows: Sequence[dict[str, Any]], tool: Tool) -> tuple[dict[str, Any], Runner]:
    """The figures of one tool on one set, and what it failed on."""
    runner, scores = Runner(), QuoteScores()
    for row in rows:
        scores.add(row, runner(tool, row, []))
    paragraphs = sum(paragraph_count(row["text"]) for row in rows)
    speed = {
        "documents_per_cpu_second": runner.clock.rate(len(rows)),
        "paragraphs_per_cpu_second": runner.clock.rate(paragraphs),
    }
    return {"documents": len(rows), **scores.figures(), **speed, "failed": runner.failed}, runner


def measure_cases(path: Path, tool: Tool) -> dict[str, Any]:
    """How many of the hard cases a tool gets entirely right, and which it does not."""
    runner, cases = Runner(), json.loads(path.read_text(encoding="utf-8"))
    right = {case["id"]: case_right(case["expected"], runner(tool, case, [])) for case in cases}
    return {
        "cases": len(cases),
        "spans_right": sum(spans for spans, _ in right.values()),
        "all_right": sum(both for _, both in right.values()),
        "wrong": [name for name, (_, both) in right.items() if not both],
    }


def measure_confidence(data: Path) -> dict[str, dict[str, float]] | None:
    """How right the surest speakers are, by weights that never saw their article; None without numpy."""
    if find_spec("numpy") is None or not all((data / f"{name}.jsonl").exists() for name in LEARNT_FROM):
        return None
    from .train_speakers import figures_of, print_figures

    print("\nspeakers of matched quotes, by weights that never saw the article:")
    figures, _ = figures_of(data)
    print_figures(figures)
    return figures


def line_of(name: str, tool: str, figures: dict[str, Any]) -> list[Any]:
    exact = figures["exact"]
    return [
        name,
        tool,
        figures["gold"],
        exact["f1"],
        exact["precision"],
        exact["recall"],
        figures["near"]["f1"],
        figures["speaker_of_matched"],
        figures["speaker_of_all"],
        figures["speaker_named"],
        figures["documents_per_cpu_second"],
        figures["paragraphs_per_cpu_second"],
    ]


HEAD = (
    "set",
    "tool",
    "quotes",
    "exact F1",
    "P",
    "R",
    "near F1",
    "speaker, of matched",
    "of all",
    "named ones",
    "docs/CPU s",
    "paragraphs/CPU s",
)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quotes", description=__doc__.splitlines()[0])
    reports.add_options(parser, SHARED / "data" / "quotes")
    parser.add_argument("--sets", nargs="+", choices=list(SETS), default=list(SETS), help="default: all")
    options = parser.parse_args(arguments)
    tools: dict[str, Tool] = {"wagtail-cstonews": quotes_by_package, "plain rules": quotes_by_rules}
    left_out = {}
    textacy, reason = textacy_tool()
    if textacy:
        tools["textacy"] = textacy
    else:
        left_out["textacy"] = reason
    for tool in tools.values():
        # What a tool loads at its first document belongs to none of the sets.
        tool({"id": "first", "text": "“We will be there on Monday,” said Anna Brown."})
    figures: dict[str, Any] = {}
    lines = []
    for name in options.sets:
        rows = pick(read_rows(options.data / f"{name}.jsonl"), options.limit)
        figures[name] = {"standing": SETS[name], "tools": {}}
        for label, tool in tools.items():
            figures[name]["tools"][label], runner = measure(rows, tool)
            print_failed(label, runner)
            lines.append(line_of(name, label, figures[name]["tools"][label]))
    print(table(HEAD, lines))
    print()
    for name in options.sets:
        print(f"{name}: {SETS[name]}")
    if (options.data / HARD_CASES).exists():
        figures["hard-cases"] = {
            label: measure_cases(options.data / HARD_CASES, tool) for label, tool in tools.items()
        }
        print_cases(figures["hard-cases"])
    figures["confidence"] = measure_confidence(options.data)
    for tool_name, reason in left_out.items():
        print(f"left out: {tool_name}, {reason}")
    reports.print_learnt_from()
    reports.write_json(
        options.json,
        {
            "figures": figures,
            "left_out": left_out,
            "learnt_from": reports.learnt_from(),
            "limit": options.limit,
            "versions": reports.versions("textacy", "spacy"),
        },
    )
    return 0


def print_cases(cases: dict[str, dict[str, Any]]) -> None:
    print("\nhard cases: entirely right (the tests hold them, so this is no held-out figure)")
    for label, result in cases.items():
        wrong = ", ".join(result["wrong"]) or "none"
        share = percent(result["all_right"], result["cases"])
        print(
            f"  {label}: {result['all_right']} of {result['cases']} ({share} %), "
            f"spans {result['spans_right']}; wrong: {wrong}"
        )


if __name__ == "__main__":
    sys.exit(main())
