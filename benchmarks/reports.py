"""What the benchmark commands share: rows, tables, clocks, JSON."""

from __future__ import annotations

import argparse
import gzip
import json
import platform
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.article import Article
from wagtail_cstonews.extraction.pipeline import extract

Answer = TypeVar("Answer")
MESSAGE = 160
"""Characters of an error that are kept: some tools write pages."""
MODELS = Path(__file__).parents[1] / "wagtail_cstonews" / "extraction" / "ml" / "trained"


class DataMissing(SystemExit):
    """A command has nothing to measure on; the message says what to do."""


def add_options(parser: argparse.ArgumentParser, data: Path) -> None:
    """The options that every command has."""
    parser.add_argument("--data", type=Path, default=data, help=f"folder of the gold data (default: {data})")
    parser.add_argument("--json", type=Path, metavar="OUT.json", help="write the figures here as well")
    parser.add_argument(
        "--limit", type=int, metavar="N", help="only N documents of each set, the same N on every machine"
    )


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file, compressed or not. Raises :exc:`DataMissing` where it is absent."""
    if not path.exists():
        raise DataMissing(f"{path} is not there. Say with --data in which folder the gold data is.")
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def pick(rows: Sequence[dict[str, Any]], limit: int | None) -> list[dict[str, Any]]:
    """``limit`` of the rows, in their order: those whose ids have the lowest checksums."""
    if limit is None or limit >= len(rows):
        return list(rows)
    order = sorted(range(len(rows)), key=lambda at: zlib.crc32(str(rows[at]["id"]).encode()))
    return [rows[at] for at in sorted(order[:limit])]


@dataclass
class Clock:
    """CPU seconds of this process, added up over the stretches that are measured."""

    seconds: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        start = time.process_time()
        try:
            yield
        finally:
            self.seconds += time.process_time() - start

    def rate(self, count: int) -> float | None:
        """How many a CPU second; None where nothing was measured."""
        return round(count / self.seconds, 1) if self.seconds and count else None


@dataclass
class Runner:
    """Runs one tool over documents: a document that it fails on counts as an empty answer."""

    clock: Clock = field(default_factory=Clock)
    failed: list[str] = field(default_factory=list)

    def __call__(
        self, tool: Callable[[dict[str, Any]], Answer], row: dict[str, Any], empty: Answer
    ) -> Answer:
        try:
            with self.clock.running():
                return tool(row)
        except Exception as error:
            # One bad document must not cost the figures of all the others.
            message = " ".join(str(error).split())[:MESSAGE]
            self.failed.append(f"{row['id']}: {type(error).__name__}: {message}")
            return empty


def article_of(row: dict[str, Any], *, html: bool = False) -> Article:
    """What the package makes of a row's text, or of its HTML."""
    content = row["html" if html else "text"]
    return extract(
        RawDocument(
            id=str(row["id"]),
            content=content,
            source=str(row["id"]),
            media_type="html" if html else "text",
            url=row.get("url"),
        )
    )


def paragraph_count(text: str) -> int:
    """Lines that hold something."""
    return sum(bool(line.strip()) for line in text.splitlines())


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table for people: columns as wide as they need, numbers to the right, a dash for nothing."""
    cells = [["-" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in [list(head), *cells]) for at in range(len(head))]

    def line(row: Sequence[str], plain: Sequence[bool]) -> str:
        padded = (
            cell.ljust(width) if is_text else cell.rjust(width)
            for cell, width, is_text in zip(row, widths, plain, strict=True)
        )
        return "  ".join(padded).rstrip()

    is_text = [any(row[at][:1].isalpha() for row in cells) for at in range(len(head))]
    return "\n".join(
        [line(head, is_text), "  ".join("-" * width for width in widths)]
        + [line(row, is_text) for row in cells]
    )


def versions(*packages: str) -> dict[str, str]:
    """What the figures were measured with."""
    found = {"python": platform.python_version()}
    for package in ("wagtail-cstonews", *packages):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def learnt_from(folder: Path = MODELS) -> dict[str, str]:
    """What the shipped models that are JSON say they were trained on."""
    models = (
        (path.name, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))
    )
    return {name: model["trained_on"] for name, model in models if "trained_on" in model}


def print_learnt_from() -> None:
    print("\nWhat the shipped models say they learnt from:")
    for name, source in learnt_from().items():
        print(f"  {name}: {source}")


def print_failed(tool: str, runner: Runner) -> None:
    for failure in runner.failed[:10]:
        print(f"  {tool} failed on {failure}")
    if len(runner.failed) > 10:
        print(f"  {tool} failed on {len(runner.failed)} documents in all")


def write_json(path: Path | None, figures: dict[str, Any]) -> None:
    """Writes the figures where a path is given, and says so."""
    if path is not None:
        path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {path}")
