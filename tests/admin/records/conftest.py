"""A run and a document, with what a screen could fall over."""

from __future__ import annotations

import pytest

from tests import factories


@pytest.fixture
def run(home, admin_user):
    return factories.make_run(
        section=home,
        user=admin_user,
        command="import_news archive/ --to /",
        counts={"new": 2, "failed": 0},
        options={"publish": True},
        version="0.1.0",
    )


@pytest.fixture
def document(run, news_index):
    return factories.make_document(
        run,
        key="https://example.org/<script>alert(1)</script>",
        title="Talks in Bishkek",
        kind="interview",
        confidence=0.875,
        warnings_count=1,
        page=factories.make_article(news_index, title="Talks <b>in</b> Bishkek"),
        original="Talks in Bishkek\n<script>alert('original')</script>",
        article={
            "lines": [
                {"number": 1, "label": "title", "text": "Talks in Bishkek", "repaired": None, "reason": ""},
                {"number": 2, "label": "blank", "text": "BLANK-LINE", "repaired": None, "reason": ""},
                {
                    "number": 3,
                    "label": "chrome",
                    "text": "Go b\u0430ck <script>alert('line')</script>",
                    "repaired": "Go back",
                    "reason": "navigation",
                },
            ],
            "quotes": [
                {
                    "text": "One <i>unsure</i> quote",
                    "speaker": None,
                    "guesses": [{"name": "A. <b>B</b>", "role": "Envoy"}],
                },
                {"text": "Another unsure quote", "speaker": None},
                {"text": "A sure quote", "speaker": {"name": "Aigul Sadykova", "role": None}, "guesses": []},
            ],
            "warnings": [
                {"code": "repaired", "message": "A letter of another script was mended.", "line": 3}
            ],
        },
    )
