"""Report files of commands: JSON, optionally with an HTML page."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import IO, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext

from wagtail_cstonews.importing.reporting.report_page import data_of_run, page_of_run, write_page
from wagtail_cstonews.importing.reporting.result import Result
from wagtail_cstonews.importing.reporting.summary import write_report
from wagtail_cstonews.models import ImportRun


def _report_paths(path: str | None) -> list[str]:
    """The files of a report: JSON, and an HTML page if the path names one.

    >>> _report_paths("out.html"), _report_paths("out.json"), _report_paths(None)
    (['out.html', 'out.json'], ['out.json'], [])
    """
    if path is None:
        return []
    base, suffix = os.path.splitext(path)
    return [path, f"{base}.json"] if suffix.lower() in (".html", ".htm") else [path]


@contextmanager
def opened_report(path: str | None) -> Iterator[list[IO[str]]]:
    """Open the report's files before the work starts, so that a wrong path is detected early."""
    with ExitStack() as stack:
        try:
            yield [stack.enter_context(open(name, "w", encoding="utf-8")) for name in _report_paths(path)]
        except OSError as error:
            if error.filename not in _report_paths(path):
                raise
            raise CommandError(
                gettext(
                    "--report {path}: cannot be written ({error}). "
                    "Give a file in a folder that you may write to."
                ).format(path=path, error=error.strerror)
            ) from error


def write_result(files: Sequence[IO[str]], result: Result, about: Mapping[str, Any]) -> None:
    """Write the report of an import as JSON and, if requested, as an HTML page."""
    if files:
        write_report(files[-1], result, dict(about))
    if len(files) > 1:
        write_page(files[0], result, dict(about), os.path.basename(files[1].name))


def write_report_of_run(run: ImportRun | None, path: str) -> None:
    """Write the report of a stored run. Raises :exc:`CommandError` for a run without one."""
    if run is None:
        raise CommandError(
            gettext("--report needs the number of a run: news_import_status RUN --report FILE.")
        )
    data = data_of_run(run)
    if "states" not in data:
        raise CommandError(
            gettext("Run {run} has no report: nothing became of its documents yet.").format(run=run.pk)
        )
    with opened_report(path) as files:
        json.dump(data, files[-1], ensure_ascii=False, indent=2)
        if len(files) > 1:
            files[0].write(page_of_run(run, os.path.basename(files[1].name)))
