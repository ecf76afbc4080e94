"""The documentation site, built of the Markdown here: ``make docs``, strictly and without a network."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REPOSITORY = PROJECT["urls"]["Repository"]

project = PROJECT["name"]
author = PROJECT["authors"][0]["name"]
copyright = author

extensions = ["myst_parser"]
# GitHub shows README.md as the folder's front page; index.md puts the same text before the navigation.
exclude_patterns = ["README.md", "_build"]
myst_heading_anchors = 4
nitpicky = True

html_theme = "furo"
html_title = project
html_show_sphinx = False
html_show_copyright = False
html_theme_options = {
    "source_repository": f"{REPOSITORY}/",
    "source_branch": "main",
    "source_directory": "docs/",
    # Fonts of the reader's system: nothing is asked of another host.
    "light_css_variables": {
        "font-stack": "system-ui, sans-serif",
        "font-stack--monospace": "ui-monospace, monospace",
    },
}
