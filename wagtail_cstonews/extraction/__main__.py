"""``python -m wagtail_cstonews.extraction INPUT... [-o OUT.jsonl] [--workers N] [--site-profiles]``"""

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
from typing import IO, TypeVar

from ..sources import FORMATS, PREFERENCES, BadDocument, Skipped, SourceError, read
from .article import RawDocument
from .pipeline import ExtractionError, extract
from .pool import Pool, PoolError, ProcessDiedError
from .site import Observation, ProfileError, SiteProfile, host_key
from .site_learning import SiteLearner, observe, read_profiles, write_profiles

Outcome = tuple[str, str]
"""A row of JSON and "", or "" and why the document failed."""

Profiles = dict[str, SiteProfile]
"""By host."""

Given = TypeVar("Given")
Made = TypeVar("Made")

_profiles: Profiles = {}
"""Of this process: a worker is given them once, not with each document."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command. Returns its exit status: 1 if any document or path failed, 2 if called wrongly."""
    options = _parser().parse_args(arguments)
    failures = 0
    try:
        with _output(options.output) as out:
            profiles = _learnt(options)
            for row, problem in _outcomes(_items(options), options.workers, profiles):
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
        "--format", choices=FORMATS, default="auto", help="what the inputs are, whatever their names"
    )
    parser.add_argument(
        "--prefer",
        choices=PREFERENCES,
        default="html",
        help="what to take of a row that has both (default: html)",
    )
    parser.add_argument(
        "--site-profiles",
        action="store_true",
        help="read the input twice: first learn what the documents of each host have in common",
    )
    parser.add_argument(
        "--profiles",
        metavar="FILE",
        help="use the site profiles in this file; with --site-profiles, add to them and write them back",
    )
    return parser


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("give 1 or more")
    return number


def _learnt(options: argparse.Namespace) -> Profiles:
    """What is known of the hosts: from the file of profiles, and from a first pass over the input."""
    stored = _stored(options)
    if not options.site_profiles:
        return stored
    if "-" in options.inputs:
        sys.exit(
            "--site-profiles reads the input twice, and standard input can be read only once. "
            "Write it to a file, and give that."
        )
    learner = SiteLearner(known=stored.get)
    observed = _mapped(_observed, _documents(options), options.workers, {}, lambda document, error: None)
    for seen in observed:
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


def _stored(options: argparse.Namespace) -> Profiles:
    if options.profiles is None:
        return {}
    try:
        return {profile.host: profile for profile in read_profiles(Path(options.profiles))}
    except FileNotFoundError:
        if options.site_profiles:
            return {}
        sys.exit(f"{options.profiles}: there is no such file. Make it with --site-profiles --profiles FILE.")
    except ProfileError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{options.profiles}: cannot be read ({error.strerror}). Check the path.")


def _documents(options: argparse.Namespace) -> Iterator[RawDocument]:
    """What of the input can be used. What cannot is named in the second pass."""
    for path in options.inputs:
        with contextlib.suppress(SourceError):
            for item in read(path, format=options.format, prefer=options.prefer):
                if isinstance(item, RawDocument):
                    yield item


def _observed(document: RawDocument) -> Observation | None:
    try:
        return observe(document)
    except Exception:
        # The second pass meets it again, and says what is wrong.
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


def _outcomes(items: Iterator[RawDocument | str], workers: int, profiles: Profiles) -> Iterator[Outcome]:
    def died(item: RawDocument | str, error: ProcessDiedError) -> Outcome:
        return "", f"{item if isinstance(item, str) else item.source}: {error}"

    return _mapped(_work, items, workers, profiles, died)


def _mapped(
    work: Callable[[Given], Made],
    items: Iterator[Given],
    workers: int,
    profiles: Profiles,
    died: Callable[[Given, ProcessDiedError], Made],
) -> Iterator[Made]:
    """What ``work`` makes of each item, in order, in as many processes."""
    if workers == 1:
        _know(profiles)
        yield from map(work, items)
        return
    with Pool(workers, prepare=_know, given=(profiles,)) as pool:
        for item, promise in pool.map(work, items, weight=_weight):
            try:
                yield promise.result()
            except ProcessDiedError as error:
                yield died(item, error)


def _weight(item: object) -> int:
    return len(item.content) if isinstance(item, RawDocument) else 0


def _know(profiles: Profiles) -> None:
    global _profiles
    _profiles = profiles


def _work(item: RawDocument | str) -> Outcome:
    if isinstance(item, str):
        return "", item
    try:
        site = _profiles.get(host_key(item.url)) if _profiles else None
        return json.dumps(extract(item, site=site).to_dict(), ensure_ascii=False), ""
    except ExtractionError as error:
        return "", str(error)
    except Exception as error:
        # Whatever one hostile document does, the others are still worked on.
        return "", f"{item.source}: {type(error).__name__}: {error}. Please report this with the document."


if __name__ == "__main__":
    sys.exit(main())
