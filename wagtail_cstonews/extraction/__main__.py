"""``python -m wagtail_cstonews.extraction INPUT... [-o OUT.jsonl] [--workers N] [--prefer html|text]``"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from ..sources import FORMATS, PREFERENCES, BadDocument, Skipped, SourceError, read
from .article import RawDocument
from .pipeline import ExtractionError, extract

_IN_FLIGHT = 4
"""Documents that wait for each worker: enough to keep it busy, few enough that memory stays small."""

Outcome = tuple[str, str]
"""A row of JSON and "", or "" and why the document failed."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command. Returns its exit status: 1 if any document or path failed, 2 if called wrongly."""
    options = _parser().parse_args(arguments)
    failures = 0
    try:
        with _output(options.output) as out:
            for row, problem in _outcomes(_items(options), options.workers):
                if problem:
                    failures += 1
                    print(problem, file=sys.stderr)
                else:
                    out.write(row + "\n")
    except BrokenPipeError:
        # The reader has had enough (``| head``); closing standard output at exit would complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    if failures:
        print(f"{failures} failed; the others were written.", file=sys.stderr)
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m wagtail_cstonews.extraction",
        description="Turn scraped documents into articles: one JSON object a line (see article.schema.json).",
    )
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="a .txt, .html or JSON Lines file, a folder or archive of those, or - for standard input",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT.jsonl",
        help="write here (only once all is done) instead of to standard output",
    )
    parser.add_argument(
        "--workers", type=_positive, default=1, metavar="N", help="processes to work with (default: 1)"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="auto", help="what the inputs are, whatever their names"
    )
    parser.add_argument(
        "--prefer",
        choices=PREFERENCES,
        default="html",
        help="what to take of a row that has both (default: html)",
    )
    return parser


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("give 1 or more")
    return number


@contextlib.contextmanager
def _output(path: str | None) -> Iterator[IO[str]]:
    if path is None or path == "-":
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        yield sys.stdout
        sys.stdout.flush()
        return
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        sys.exit(
            f"{path}: cannot be written ({error.strerror}). "
            "Give -o a path in a folder that exists and may be written."
        )
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as out:
            yield out
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _items(options: argparse.Namespace) -> Iterator[RawDocument | str]:
    """The documents at the paths; where one cannot be used, the reason."""
    for path in options.inputs:
        try:
            for item in read(path, format=options.format, prefer=options.prefer):
                if isinstance(item, Skipped):
                    print(item, file=sys.stderr)
                elif isinstance(item, BadDocument):
                    yield str(item)
                else:
                    yield item
        except SourceError as error:
            yield str(error)


def _outcomes(items: Iterator[RawDocument | str], workers: int) -> Iterator[Outcome]:
    if workers == 1:
        yield from map(_work, items)
        return
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[Outcome]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(_work, item))
                if len(waiting) >= workers * _IN_FLIGHT:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in itertools.chain(waiting):
                future.cancel()


def _work(item: RawDocument | str) -> Outcome:
    if isinstance(item, str):
        return "", item
    try:
        return json.dumps(extract(item).to_dict(), ensure_ascii=False), ""
    except ExtractionError as error:
        return "", str(error)
    except Exception as error:
        # Whatever one hostile document does, the others are still worked on.
        return "", f"{item.source}: {type(error).__name__}: {error}. Please report this with the document."


if __name__ == "__main__":
    sys.exit(main())
