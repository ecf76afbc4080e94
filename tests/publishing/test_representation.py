"""What the APIs' schema is made of works with every supported Python."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import wagtail_cstonews

PACKAGE = Path(wagtail_cstonews.__file__).parent


def imported_from_typing(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "typing"
        for alias in node.names
    }
    attributes = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "typing"
    }
    return names | attributes


def test_no_typed_dict_is_one_that_pydantic_refuses():
    """Before Python 3.12 it wants the one of typing_extensions; Wagtail 8 asks it at start."""
    modules = list(PACKAGE.rglob("*.py"))
    assert len(modules) > 50
    assert [str(path) for path in modules if "TypedDict" in imported_from_typing(path)] == []
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(requirement.startswith("typing-extensions") for requirement in project["dependencies"])
