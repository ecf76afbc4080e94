"""Update the catalogues of translations: ``python -m tests.catalogues`` (``make messages``).

It collects the messages of extraction and import into ``publishing/message_templates.py``, then everything
that is marked for translation into ``locale/*/LC_MESSAGES/django.po``, and compiles these. Needs GNU gettext.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.management import call_command
from django.core.management.commands.makemessages import Command as MakeMessages

PACKAGE = Path(__file__).parents[1] / "wagtail_cstonews"
LOCALE = PACKAGE / "locale"
EXAMPLE = PACKAGE.parent / "example_project" / "newsroom"
"""The example site, whose messages are collected by hand: they are few."""

TEMPLATES = PACKAGE / "publishing" / "message_templates.py"

ROOMS = ("extraction", "importing", "sources")
"""The folders whose messages are stored in English."""

COMPLETE = ("ru",)
"""The languages of the whole admin. Others have the words that stand beside an article's text."""

_HEAD = '''"""Templates of stored messages, made by `python -m tests.catalogues`: change the code instead."""

from django.utils.translation import gettext_noop as _

TEMPLATES = (
'''

_MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "counted"}
_NO_MESSAGES = {"logger", "warnings"}


def _is_message(text: str, is_raised: bool) -> bool:
    """Whether a text is a sentence for people: it begins like one, ends like one, and has words.

    One that is raised may have its full stop elsewhere.
    """
    first = r"[A-Za-z{“]" if is_raised else r"[A-Z{“]"
    begins = re.match(first, text) and not re.match(r"\{\} ?[^\w\s(,.:“-]", text)
    words = re.sub(r"\{\}", " ", text).split()
    ends = is_raised or text.rstrip(")”").endswith(".")
    return bool(begins) and ends and len(words) >= 3 and "\n\n" not in text


def _texts(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """The texts of a module that are not marked, not logged, and no docstrings, with ``{}`` for values; and
    whether they are raised.
    """
    passed: set[int] = set()
    raised = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Raise) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in passed:
            passed.update(map(id, ast.iter_child_nodes(node)))
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        elif isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            owner = node.func.value if isinstance(node.func, ast.Attribute) else None
            if name in _MARKS or (isinstance(owner, ast.Name) and owner.id in _NO_MESSAGES):
                passed.update(map(id, ast.iter_child_nodes(node)))
        elif isinstance(node, ast.JoinedStr):
            passed.update(id(child) for child in ast.walk(node) if child is not node)
            text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield text, id(node) in raised
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # A template of str.format: its names are places.
            yield re.sub(r"\{[a-z_.]*(?::[^}]*)?\}", "{}", node.value), id(node) in raised


REASONS = (
    "extraction/labelling",
    "extraction/site/judging.py",
    "extraction/site/reasons.py",
    "extraction/stages",
)
"""Where lines get their reasons, which are phrases: of the line, "stands after the article"."""

_NO_REASON = re.compile(r"features|cohesion|listing|search")


def _is_reason(text: str) -> bool:
    return bool(re.fullmatch(r"(?=.*[a-z]{2} )[a-z{][\w{}’',;() -]+", text)) and len(text.split()) >= 2


def _reasons() -> Iterator[str]:
    for place in REASONS:
        path = PACKAGE / place
        for module in [path] if path.is_file() else sorted(path.rglob("*.py")):
            if not _NO_REASON.search(module.stem):
                yield from filter(
                    _is_reason, (text for text, _ in _texts(ast.parse(module.read_text("utf-8"))))
                )


def templates() -> list[str]:
    """The messages of the rooms, sorted."""
    found = set(_reasons())
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(text for text, is_raised in _texts(tree) if _is_message(text, is_raised))
    return sorted(found)


def source() -> str:
    """The module of the templates."""
    return _HEAD + "".join(f"    _({_quoted(text)}),\n" for text in templates()) + ")\n"


def _quoted(text: str) -> str:
    """The text as the formatter writes it."""
    return repr(text) if '"' in text and "'" not in text else json.dumps(text, ensure_ascii=False)


class Collect(MakeMessages):
    """Django's ``makemessages``, which also knows our function for numbers of things."""

    xgettext_options = [*MakeMessages.xgettext_options, "--keyword=counted:2,3"]
    msgmerge_options = [*MakeMessages.msgmerge_options, "--no-fuzzy-matching"]


def without_dates(path: Path) -> None:
    """Drop the header lines that differ at each run."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date'))]
    path.write_text("".join(kept), encoding="utf-8")


def collect(package: Path) -> None:
    """Collect what is marked in the package into its catalogues of :data:`COMPLETE` languages."""
    before = os.getcwd()
    os.chdir(package)
    try:
        options = {"no_location": True, "no_obsolete": True, "no_wrap": True, "verbosity": 0}
        call_command(Collect(), locale=list(COMPLETE), ignore_patterns=["migrations"], **options)
    finally:
        os.chdir(before)
    for language in COMPLETE:
        without_dates(package / "locale" / language / "LC_MESSAGES" / "django.po")


def compile_all(package: Path) -> None:
    """Compile the catalogues."""
    for path in sorted((package / "locale").glob("*/LC_MESSAGES/django.po")):
        command = ["msgfmt", "--check-format", "-o", path.with_suffix(".mo"), path]
        subprocess.run(command, check=True)  # noqa: S603


def main() -> None:
    if not shutil.which("xgettext"):
        sys.exit("xgettext is missing. On Debian: apt install gettext")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    TEMPLATES.write_text(source(), encoding="utf-8")
    collect(PACKAGE)
    compile_all(PACKAGE)
    compile_all(EXAMPLE)


if __name__ == "__main__":
    main()
