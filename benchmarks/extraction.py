"""Body, title, date and authors from text and from HTML: the package beside the tools that are installed.

    python -m benchmarks.extraction [--data ../shared/data/pages] [--sets NAME...] [--fed text|html]
                                    [--held-out DIR] [--json OUT.json] [--plot OUT.html] [--limit N]

Peers, each measured in the same run, by turns, where it is installed: trafilatura (default and
precision), readability-lxml, newspaper4k, resiliparse; from text, all lines and long lines. With
``--held-out``, each page is labelled by a model that has not seen its site, and only the pages are measured
for which the folder holds one. With ``--plot`` and no ``--json``, the JSON is written beside the plot.
"""

from __future__ import annotations

import argparse
import html
import re
import sys
import warnings
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from . import reports
from .held_out import Fed, HeldOutModels
from .line_gold import SHARED
from .reports import Runner, article_of, pick, print_failed, read_rows, table
from .scoring import PageFound, PageScores, page_found

SETS = ("news-publishers", "articles", "readability", "snippets")
PACKAGE = "wagtail-cstonews"
METADATA = ("title", "date", "authors")
HELD_OUT_NOTE = (
    f"The shipped line models learnt from all four collections, so the figures of {PACKAGE} are NOT\n"
    "held out: the honest ones, for sites that the models have not met, come from\n"
    "    python -m benchmarks.train_labeller --cross-validate --models DIR [--html]\n"
    "    python -m benchmarks.extraction --held-out DIR\n"
    "The other tools learnt nothing from them here. The gold of readability is the output of Readability\n"
    "itself and favours readability-lxml; trafilatura's makers developed it with the snippets."
)
CROSS_VALIDATED_NOTE = (
    f"Cross-validated: the line models that {PACKAGE} used here saw no page of the site that they label.\n"
    "Rules and the few settings of the training were chosen with some of these pages at hand."
)
LONG_LINE = 80
BLOCK_TAGS = (
    *("article", "blockquote", "br", "div", "dd", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("li", "p", "pre", "section", "table", "td", "th", "tr", "ul", "ol"),
)
Tool = Callable[[dict[str, Any]], PageFound]
TURN = 25
"""Pages that a tool reads before it is the next one's turn: enough for what the processor keeps."""


def from_text(row: dict[str, Any]) -> PageFound:
    return page_found(article_of(row))


def from_html(row: dict[str, Any]) -> PageFound:
    return page_found(article_of(row, html=True))


def all_lines(row: dict[str, Any]) -> PageFound:
    return PageFound(row["text"])


def long_lines(row: dict[str, Any]) -> PageFound:
    return PageFound("\n".join(line for line in row["text"].split("\n") if len(line) > LONG_LINE))


def trafilatura_tool(*, precise: bool) -> Tool:
    import trafilatura

    def tool(row: dict[str, Any]) -> PageFound:
        found = trafilatura.bare_extraction(
            row["html"],
            url=row.get("url"),
            favor_precision=precise,
            include_comments=False,
            with_metadata=True,
        )
        if found is None:
            return PageFound()
        page = found if isinstance(found, dict) else found.as_dict()
        return PageFound(
            page.get("text") or "",
            (page.get("title") or "",),
            page.get("date") or "",
            (page.get("author") or "").split("; "),
        )

    return tool


def readability_tool() -> Tool:
    from lxml.html import fromstring
    from readability import Document

    def tool(row: dict[str, Any]) -> PageFound:
        document = Document(row["html"])
        tree = fromstring(document.summary(html_partial=True))
        for element in tree.iter(*BLOCK_TAGS):
            element.tail = f"\n{element.tail or ''}"
        return PageFound("".join(map(str, tree.itertext())), (document.short_title() or "",))

    return tool


def newspaper_tool() -> Tool:
    with warnings.catch_warnings():
        # It warns of the language tools that it would summarise with, which nothing here does.
        warnings.simplefilter("ignore")
        from newspaper import Article

    def tool(row: dict[str, Any]) -> PageFound:
        article = Article(row.get("url") or "https://example.org/", fetch_images=False)
        article.download(input_html=row["html"])
        article.parse()
        date = article.publish_date
        day = date.isoformat() if hasattr(date, "isoformat") else str(date or "")
        return PageFound(article.text or "", (article.title or "",), day, article.authors or ())

    return tool


def resiliparse_tool() -> Tool:
    from resiliparse.extract.html2text import extract_plain_text

    def tool(row: dict[str, Any]) -> PageFound:
        return PageFound(extract_plain_text(row["html"], main_content=True, alt_texts=False))

    return tool


PEERS: dict[str, tuple[str, str, Callable[[], Tool], tuple[str, ...]]] = {
    "trafilatura": ("trafilatura", "trafilatura", lambda: trafilatura_tool(precise=False), METADATA),
    "trafilatura, precision": (
        "trafilatura",
        "trafilatura",
        lambda: trafilatura_tool(precise=True),
        METADATA,
    ),
    "readability-lxml": ("readability", "readability-lxml lxml_html_clean", readability_tool, ("title",)),
    "newspaper4k": ("newspaper", "newspaper4k[all] lxml_html_clean", newspaper_tool, METADATA),
    "resiliparse": ("resiliparse", "resiliparse", resiliparse_tool, ()),
}
"""Module, what to install, how to make the tool, and which fields beside the body it gives."""


def html_tools() -> tuple[dict[str, tuple[Tool, tuple[str, ...]]], dict[str, str]]:
    """The tools for HTML that are here with the fields they give, and why the others are not."""
    tools: dict[str, tuple[Tool, tuple[str, ...]]] = {PACKAGE: (from_html, METADATA)}
    left_out = {}
    for name, (module, install, make, fields) in PEERS.items():
        if find_spec(module) is None:
            left_out[name] = f"not installed: pip install {install}"
            continue
        try:
            tools[name] = make(), fields
        except ImportError as error:
            left_out[name] = f"cannot be imported ({error}): pip install {install}"
    return tools, left_out


TEXT_TOOLS: dict[str, tuple[Tool, tuple[str, ...]]] = {
    PACKAGE: (from_text, METADATA),
    "all lines": (all_lines, ()),
    f"lines over {LONG_LINE} characters": (long_lines, ()),
}
WARM_UP = {
    "id": "first",
    "url": "https://example.org/first",
    "text": "The bridge is closed\nThe council voted on Monday to close the old bridge for a year.",
    "html": "<html><head><title>The bridge is closed</title></head><body><h1>The bridge is closed</h1>"
    "<p>The council voted on Monday to close the old bridge for a year.</p></body></html>",
}


def unseen(tool: Tool, models: HeldOutModels, collection: str, fed: Fed) -> Tool:
    """The tool, labelling each row's lines with the model that has not seen its site."""

    def held_out(row: dict[str, Any]) -> PageFound:
        with models.unseen(row, collection, fed):
            return tool(row)

    return held_out


class Measurement:
    """One tool on one collection, some pages at a time: the tools take turns, since no machine is equally
    fast throughout a run.
    """

    def __init__(self, name: str, fed: Fed, label: str, tool: Tool, fields: Sequence[str]) -> None:
        self.name, self.fed, self.label, self.tool, self.fields = name, fed, label, tool, fields
        self.runner, self.scores, self.pages = Runner(), PageScores(), 0

    def take(self, row: dict[str, Any]) -> None:
        self.pages += 1
        self.scores.add(row["gold"], self.runner(self.tool, row, PageFound()))

    def figures(self) -> dict[str, Any]:
        """None for the fields that the tool does not give."""
        return {
            "set": self.name,
            "fed": self.fed,
            "tool": self.label,
            **self.scores.figures(),
            **{field: None for field in METADATA if field not in self.fields},
            "documents": self.pages,
            "documents_per_cpu_second": self.runner.clock.rate(self.pages),
            "failed": self.runner.failed,
        }


def take_turns(
    name: str,
    rows: Sequence[dict[str, Any]],
    tools: dict[Fed, dict[str, tuple[Tool, tuple[str, ...]]]],
    models: HeldOutModels | None,
) -> list[Measurement]:
    """Every tool on the rows of a collection; with ``models``, on those that they count for."""
    turns: list[tuple[set[str], list[Measurement]]] = []
    for fed, group in tools.items():
        counted = models.rows(rows, name, fed) if models else rows
        measurements = []
        for label, (tool, fields) in group.items():
            run = unseen(tool, models, name, fed) if models and label == PACKAGE else tool
            measurements.append(Measurement(name, fed, label, run, fields))
        turns.append(({str(row["id"]) for row in counted}, measurements))
    for start in range(0, len(rows), TURN):
        for ids, measurements in turns:
            counted = [row for row in rows[start : start + TURN] if str(row["id"]) in ids]
            for measurement in measurements:
                for row in counted:
                    measurement.take(row)
    return [measurement for _, measurements in turns for measurement in measurements]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.extraction", description=__doc__.splitlines()[0], epilog=HELD_OUT_NOTE
    )
    reports.add_options(parser, SHARED / "data" / "pages")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS, help="default: all")
    parser.add_argument("--fed", choices=("text", "html"), help="only from text, or only from HTML")
    parser.add_argument(
        "--held-out", type=Path, metavar="DIR", help="line models kept by train_labeller --models DIR"
    )
    parser.add_argument("--plot", type=Path, metavar="OUT.html", help="draw the F1 of the bodies as bars")
    options = parser.parse_args(arguments)
    tools, left_out = html_tools()
    fed: dict[Fed, dict[str, tuple[Tool, tuple[str, ...]]]] = {"text": TEXT_TOOLS, "html": tools}
    models = HeldOutModels(options.held_out) if options.held_out else None
    if options.fed:
        fed = {options.fed: fed[options.fed]}
    for tool, _ in (pair for kind in fed.values() for pair in kind.values()):
        # What a tool loads at its first page belongs to none of the collections.
        Runner()(tool, WARM_UP, PageFound())
    results = []
    for name in options.sets:
        every = pick(read_rows(options.data / f"{name}.jsonl.gz"), options.limit)
        for measurement in take_turns(name, every, fed, models):
            print_failed(f"{measurement.label} ({name}, {measurement.fed})", measurement.runner)
            results.append(measurement.figures())
    print_figures(results)
    note = CROSS_VALIDATED_NOTE if models else HELD_OUT_NOTE
    print(f"\n{note}")
    if "html" in fed:
        for label, reason in left_out.items():
            print(f"left out: {label}, {reason}")
    where = options.json or (options.plot.with_suffix(".json") if options.plot else None)
    packages = ("trafilatura", "readability-lxml", "newspaper4k", "resiliparse")
    reports.write_json(
        where,
        {
            "figures": results,
            "held_out": note,
            "left_out": left_out,
            "limit": options.limit,
            "versions": reports.versions(*packages),
        },
    )
    if options.plot:
        options.plot.write_text(plot(results, note), encoding="utf-8")
        print(f"wrote {options.plot}")
    return 0


def print_figures(results: Sequence[dict[str, Any]]) -> None:
    columns = {
        "set": "set",
        "fed": "fed",
        "tool": "tool",
        "pages": "documents",
        "body F1": "f1",
        "P": "precision",
        "R": "recall",
        "median": "median",
        "under 80": "under_80",
        "sentences F1": "sentences_f1",
        "leaked": "sentences_leaked",
        "title": "title",
        "date": "date",
        "authors": "authors",
        "pages/CPU s": "documents_per_cpu_second",
    }
    print(table(list(columns), [[result[key] for key in columns.values()] for result in results]))


BAR, GAP, LEFT, WIDTH = 20, 6, 230, 520
COLOURS = {True: "#1f5f8b", False: "#b4bcc4"}
STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1c2126}"
    "svg{display:block;max-width:100%;height:auto}text{font:13px system-ui,sans-serif;fill:#1c2126}"
    "h2{margin:1.6em 0 .4em;font-size:1.1em}pre{white-space:pre-wrap}"
)


def bars(results: Sequence[dict[str, Any]], title: str) -> str:
    """A bar a tool, the longest for 100."""
    height = len(results) * (BAR + GAP) + GAP
    parts = [
        f'<svg viewBox="0 0 {LEFT + WIDTH + 60} {height}" width="{LEFT + WIDTH + 60}" role="img" '
        f'aria-label="{html.escape(title)}">'
    ]
    for at, result in enumerate(results):
        top, value = GAP + at * (BAR + GAP), score_of(result)
        length = WIDTH * (value or 0) / 100
        label, base = html.escape(result["tool"]), top + BAR - 6
        parts.append(
            f'<text x="{LEFT - 8}" y="{base}" text-anchor="end">{label}</text>'
            f'<rect x="{LEFT}" y="{top}" width="{length:.1f}" height="{BAR}" '
            f'fill="{COLOURS[result["tool"] == PACKAGE]}"/>'
            f'<text x="{LEFT + length + 6:.1f}" y="{base}">{"-" if value is None else value}</text>'
        )
    return "".join([*parts, "</svg>"])


def score_of(result: dict[str, Any]) -> float | None:
    """The F1 of the bodies; of the marked sentences where a collection has no bodies."""
    return result["f1"] if result["bodies"] else result["sentences_f1"]


def plot(results: Sequence[dict[str, Any]], note: str) -> str:
    """A page of bar charts, one for each collection and each way of feeding it; it loads nothing."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for result in results:
        groups.setdefault((result["set"], result["fed"]), []).append(result)
    charts = []
    for (name, fed), group in groups.items():
        what = "body F1" if group[0]["bodies"] else "marked sentences, F1"
        source = "HTML" if fed == "html" else "bare text"
        title = f"{name}, from {source}: {what}, {group[0]['documents']} pages"
        charts.append(f"<h2>{html.escape(title)}</h2>{bars(group, title)}")
    note = re.sub(r"\n\s*", "\n", note)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Extraction benchmark</title>'
        f"<style>{STYLE}</style><h1>Extraction benchmark</h1>{''.join(charts)}"
        f"<h2>How to read it</h2><pre>{html.escape(note)}</pre></html>\n"
    )


if __name__ == "__main__":
    sys.exit(main())
