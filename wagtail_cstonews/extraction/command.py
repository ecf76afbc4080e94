"""The command line: ``python -m wagtail_cstonews.extraction INPUT... [-o OUT.jsonl] [--workers N]``.

Reads files, folders and archives, extracts each document (in several processes where asked), and writes one
JSON object a line. A document that fails is reported, and the others go on.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

from ..documents import RawDocument, named_key, site_key
from ..sources import (
    PREFERENCES,
    BadDocument,
    Item,
    Rereading,
    Skipped,
    SourceError,
    cut_short,
    formats,
    read,
)
from .article.errors import ExtractionError
from .pipeline import extract
from .processes.pool import Pool, PoolError, ProcessDiedError
from .processes.time_limit import DOCUMENT_SECONDS, TooSlowError, within
from .site.census import Census
from .site.observation import Observation
from .site.profile import ProfileError, SiteProfile
from .site.report import LeftOut, SiteReport, left_out
from .site_learning import SiteLearner, observe, read_profiles, write_profiles


class Outcome(NamedTuple):
    """The result for one document: an article or a problem."""

    row: str = ""
    """The article as JSON; empty if extraction failed."""
    problem: str = ""
    """Why extraction failed; empty if it did not."""
    left_out: LeftOut | None = None
    """The lines that the site profile left out of the article."""


Profiles = dict[str, SiteProfile]
"""Site profiles by host."""

Given = TypeVar("Given")
Made = TypeVar("Made")

_profiles: Profiles = {}
"""The profiles of this process: a worker receives them once, not with each document."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command. Returns its exit status: 1 if any document or path failed, 2 if called wrongly."""
    options = _parser().parse_args(arguments)
    failures = 0
    report = SiteReport()
    try:
        with _output(options.output) as out, _documents(options) as documents:
            profiles = _learnt(options, documents)
            for outcome in _outcomes(_items(documents), options, profiles):
                if outcome.problem:
                    failures += 1
                    print(_shown(outcome.problem), file=sys.stderr)
                    continue
                out.write(outcome.row + "\n")
                if outcome.left_out:
                    report.add(outcome.left_out)
        for sentence in report.sentences():
            print(_shown(sentence), file=sys.stderr)
    except BrokenPipeError:
        # The reader closed the pipe (``| head``). Without this, Python reports the error again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except PoolError as error:
        sys.exit(str(error))
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
        help="a file of text, HTML, JSON Lines, CSV, a WordPress export or a feed, a folder or archive of "
        "those, or - for standard input",
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
        "--document-seconds",
        type=_positive,
        default=DOCUMENT_SECONDS,
        metavar="N",
        help="the most processor time that one document may take; then it fails, and the others are worked "
        "on "
        f"(default: {DOCUMENT_SECONDS})",
    )
    parser.add_argument(
        "--format", choices=formats(), default="auto", help="what the inputs are, whatever their names"
    )
    parser.add_argument(
        "--prefer",
        choices=PREFERENCES,
        default="html",
        help="what to take of a row that has both (default: html)",
    )
    parser.add_argument(
        "--site",
        type=_site,
        metavar="NAME",
        help="the site of documents without a URL (default: the folder, archive or file of rows that they "
        "came in)",
    )
    parser.add_argument(
        "--site-profiles",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="learn first what the documents of each site have in common, where there are three or more "
        "(default); --no-site-profiles reads each document by itself, and the input only once",
    )
    parser.add_argument(
        "--profiles",
        metavar="FILE",
        help="begin with the site profiles in this file, add to them and write them back; with "
        "--no-site-profiles, only use them",
    )
    return parser


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("give 1 or more")
    return number


def _site(value: str) -> str:
    """The key of the site that ``--site`` names."""
    if not value.strip():
        raise argparse.ArgumentTypeError("give the site a name")
    return named_key(value)


def _documents(options: argparse.Namespace) -> Rereading:
    """The documents at the paths. A path that cannot be read counts as a failed document."""

    def items(path: str) -> Iterator[Item]:
        try:
            for item in read(path, format=options.format, prefer=options.prefer):
                if options.site and isinstance(item, RawDocument):
                    item.site = options.site
                yield item
        except SourceError as error:
            yield BadDocument(error.source or path, error.message)

    return Rereading(options.inputs, items)


def _learnt(options: argparse.Namespace, documents: Rereading) -> Profiles:
    """The site profiles: those in the profile file, and those learnt in first passes over the documents."""
    stored = _stored(options)
    if not options.site_profiles:
        return stored
    census = Census(lambda keys: {key: stored[key].documents for key in keys if key in stored})
    for document in _raw(documents.beforehand()):
        census.add(document)
    for sentence in cut_short(documents):
        print(_shown(sentence), file=sys.stderr)
    if not census.decide():
        return stored
    learner = SiteLearner(known=lambda key: census.beginning(key, stored.get(key)))
    chosen = census.chosen(_raw(documents.beforehand()))
    for seen in _mapped(_observed, chosen, options, {}, lambda document, error: None):
        if seen is not None:
            learner.add(seen)
    profiles = stored | learner.profiles
    if options.profiles:
        try:
            write_profiles(profiles.values(), Path(options.profiles))
        except OSError as error:
            sys.exit(
                f"{options.profiles}: cannot be written ({error.strerror}). "
                "Give --profiles a file in a folder that exists and may be written."
            )
    return profiles


def _raw(items: Iterator[Item]) -> Iterator[RawDocument]:
    """The documents of the input that could be read. The last pass reports the others."""
    return (item for item in items if isinstance(item, RawDocument))


def _stored(options: argparse.Namespace) -> Profiles:
    if options.profiles is None:
        return {}
    try:
        return {profile.host: profile for profile in read_profiles(Path(options.profiles))}
    except FileNotFoundError:
        if options.site_profiles:
            return {}
        sys.exit(f"{options.profiles}: there is no such file. Without --no-site-profiles it is made.")
    except ProfileError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{options.profiles}: cannot be read ({error.strerror}). Check the path.")


def _observed(document: RawDocument) -> Observation | None:
    try:
        return observe(document)
    except Exception:
        # The last pass reads it again and reports the error.
        return None


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


def _shown(text: str) -> str:
    """Text without terminal control characters: names and ids come from outside."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _items(documents: Rereading) -> Iterator[RawDocument | str]:
    """All documents; in place of one that could not be read, the reason."""
    for item in documents.whole():
        if isinstance(item, Skipped):
            print(_shown(str(item)), file=sys.stderr)
        else:
            yield str(item) if isinstance(item, BadDocument) else item


def _outcomes(
    items: Iterator[RawDocument | str], options: argparse.Namespace, profiles: Profiles
) -> Iterator[Outcome]:
    def lost(item: RawDocument | str, error: Exception) -> Outcome:
        return Outcome(problem=f"{item if isinstance(item, str) else item.source}: {error}")

    return _mapped(_work, items, options, profiles, lost)


def _mapped(
    work: Callable[[Given], Made],
    items: Iterator[Given],
    options: argparse.Namespace,
    profiles: Profiles,
    lost: Callable[[Given, Exception], Made],
) -> Iterator[Made]:
    """The results of ``work`` on each item, in order, from as many processes as the options ask for.

    An item that took too long, or whose process died, gives the result of ``lost``.
    """
    seconds = options.document_seconds
    if options.workers == 1:
        _know(profiles)
        for item in items:
            try:
                made = within(seconds, work, item)
            except TooSlowError as error:
                made = lost(item, error)
            yield made
        return
    with Pool(options.workers, prepare=_know, given=(profiles,), seconds=seconds) as pool:
        for item, promise in pool.map(work, items, weight=_weight):
            try:
                made = promise.result()
            except (ProcessDiedError, TooSlowError) as error:
                made = lost(item, error)
            yield made


def _weight(item: object) -> int:
    return len(item.content) if isinstance(item, RawDocument) else 0


def _know(profiles: Profiles) -> None:
    global _profiles
    _profiles = profiles


def _work(item: RawDocument | str) -> Outcome:
    if isinstance(item, str):
        return Outcome(problem=item)
    try:
        site = _profiles.get(site_key(item)) if _profiles else None
        article = extract(item, site=site)
        row = json.dumps(article.to_dict(), ensure_ascii=False)
        return Outcome(row, left_out=left_out(item, article) if site else None)
    except ExtractionError as error:
        return Outcome(problem=str(error))
    except Exception as error:
        # Whatever one hostile document triggers, the others are still extracted.
        problem = f"{item.source}: {type(error).__name__}: {error}. Please report this with the document."
        return Outcome(problem=problem)
