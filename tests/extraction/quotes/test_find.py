"""Quotations of whole articles: found, attributed, and fast."""

from __future__ import annotations

import json
import time

import pytest

from ..helpers import shared
from .helpers import found, said


@pytest.mark.shared
class TestSharedData:
    def test_the_hard_cases(self):
        wrong = []
        for case in json.loads(shared("data/quotes/hard-cases.json").read_text(encoding="utf-8")):
            paragraphs = [line for line in case["text"].split("\n") if line.strip()]
            expected = [(words.strip(" ,."), name) for words, name in case["expected"]]
            got = said(*paragraphs)
            if [words for words, _ in got] != [words for words, _ in expected] or any(
                not name or wanted.split()[-1] not in name.split()
                for (_, name), (_, wanted) in zip(got, expected, strict=True)
            ):
                wrong.append((case["id"], got))

        assert wrong == []

    def test_no_article_raises_and_it_is_fast(self):
        articles = []
        with shared("data/quotes/politics-dev.jsonl").open(encoding="utf-8") as lines:
            articles += [
                [part for part in json.loads(line)["text"].split("\n") if part.strip()] for line in lines
            ]
        start = time.process_time()
        count = sum(len(found(*paragraphs)) for paragraphs in articles)
        speed = sum(map(len, articles)) / (time.process_time() - start)

        assert count > 400
        assert speed > 1000
