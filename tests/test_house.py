"""The layout of the package, as its imports draw it: one direction, no circle, folders of a few files.

Of the tests, too: none imports another.
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

import wagtail_cstonews

PACKAGE = Path(wagtail_cstonews.__file__).parent
TESTS = Path(__file__).parent
MOST_FILES = 12
"""Files in a folder beside its face: more, and nobody finds what to open."""
ONE_FILE_EACH = PACKAGE / "extraction" / "languages" / "lang"
"""A folder of files of one kind, one a language: as many as there are languages."""
LONGEST_MODULE = 400
"""Lines, with docstrings and comments."""
LONGEST_CLASS = 300
TEST_FILES = sorted(TESTS.rglob("test_*.py"))

STILL_LONG: set[str] = set()
"""Modules that are yet to be divided. None is to come."""


def _name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    _name_of(path): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "migrations" not in path.relative_to(PACKAGE).parts
}


def _imported(name: str) -> Iterator[tuple[str, str]]:
    """What a module imports of the package: module, and name in it ("" for all of it)."""
    path = MODULES[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            base = (
                importlib.util.resolve_name("." * node.level + (node.module or ""), package)
                if node.level
                else node.module or ""
            )
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                if inner in MODULES:
                    yield inner, ""
                elif base in MODULES:
                    yield base, alias.name


IMPORTS = {name: set(_imported(name)) for name in MODULES}


def _room(name: str) -> str:
    """The folder of a module. What is at the top of the package, and a folder's face, are on their own."""
    if MODULES[name].name == "__init__.py":
        return f"{name} (face)"
    folder = name.rpartition(".")[0]
    return name if folder == PACKAGE.name else folder


def _circles(arrows: Mapping[str, Iterable[str]]) -> list[str]:
    """Every way from somewhere back to where it began, each once."""
    found: list[str] = []
    done: set[str] = set()

    def follow(place: str, way: list[str]) -> None:
        if place in way:
            found.append(" -> ".join([*way[way.index(place) :], place]))
        elif place not in done:
            for other in sorted(arrows.get(place, ())):
                follow(other, [*way, place])
            done.add(place)

    for place in sorted(arrows):
        follow(place, [])
    return found


def test_no_module_imports_itself_by_way_of_others():
    assert not _circles({name: {other for other, _ in IMPORTS[name]} for name in MODULES})


def test_no_room_imports_itself_by_way_of_others():
    arrows: dict[str, set[str]] = {}
    for name in MODULES:
        for other, _ in IMPORTS[name]:
            if _room(other) != _room(name):
                arrows.setdefault(_room(name), set()).add(_room(other))
    assert not _circles(arrows)


@pytest.mark.parametrize(
    "folder",
    sorted({path.parent for path in MODULES.values()}),
    ids=lambda folder: str(folder.relative_to(PACKAGE.parent)),
)
def test_rooms_are_small(folder):
    files = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(files) <= MOST_FILES or folder == ONE_FILE_EACH, files


@pytest.mark.parametrize("name", sorted(MODULES))
def test_modules_and_classes_are_short_and_say_what_they_are(name):
    text = MODULES[name].read_text(encoding="utf-8")
    tree = ast.parse(text)
    is_long = len(text.splitlines()) > LONGEST_MODULE
    assert not tree.body or ast.get_docstring(tree), "no docstring"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.end_lineno:
            is_long |= node.end_lineno - node.lineno >= LONGEST_CLASS
    assert is_long == (name.removeprefix("wagtail_cstonews.") in STILL_LONG)


def test_what_is_private_to_a_module_stays_there():
    taken = [
        f"{name} takes {what} of {other}"
        for name in MODULES
        for other, what in IMPORTS[name]
        if what.startswith("_") and not what.startswith("__")
    ]
    assert not taken


def test_extraction_and_sources_need_no_django():
    for name in MODULES:
        if name.startswith(
            ("wagtail_cstonews.extraction", "wagtail_cstonews.sources", "wagtail_cstonews.text")
        ):
            tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                modules = (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                    if isinstance(node, ast.ImportFrom) and not node.level
                    else []
                )
                assert not any(module.split(".")[0] in ("django", "wagtail") for module in modules), name


def test_one_folder_alone_knows_modeladmin():
    for name, path in MODULES.items():
        if not name.startswith("wagtail_cstonews.admin.records"):
            imported = [
                node.module or ""
                if isinstance(node, ast.ImportFrom)
                else " ".join(alias.name for alias in node.names)
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Import | ast.ImportFrom)
            ]
            assert not any("wagtail_modeladmin" in module for module in imported), name


def _names_in(path: Path) -> Iterator[str]:
    """All that a file imports, by its full name."""
    package = ".".join(path.relative_to(TESTS.parent).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            base = importlib.util.resolve_name(module, package) if node.level else module
            yield from (f"{base}.{alias.name}" for alias in node.names)


def test_no_test_module_is_imported():
    """What tests share is in a helper module, so that each of them can be moved and run alone."""
    modules = [".".join(path.relative_to(TESTS.parent).with_suffix("").parts) for path in TEST_FILES]
    taken = [
        f"{path.relative_to(TESTS.parent)} takes {name}"
        for path in TESTS.rglob("*.py")
        for name in _names_in(path)
        if name in modules or name.rpartition(".")[0] in modules
    ]
    assert modules
    assert not taken


def test_folders_of_tests_are_packages():
    """Modules in two folders may have one name only then."""
    assert [path for path in TEST_FILES if not (path.parent / "__init__.py").exists()] == []
