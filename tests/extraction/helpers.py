"""What the tests of extraction share."""

import json
import os
from functools import cache
from pathlib import Path

import jsonschema
import pytest

import wagtail_cstonews.extraction as package
from wagtail_cstonews.documents import RawDocument, site_key
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.extraction.site_learning import SiteLearner

ROOT = Path(__file__).resolve().parents[2]


def shared(*parts):
    """A path in the shared data; the test is skipped where there is none."""
    path = Path(os.environ.get("CSTONEWS_SHARED", ROOT.parent / "shared")).joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs the shared data: {path} is not there")
    return path


@cache
def validator():
    schema = json.loads(Path(package.__file__).with_name("article.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def article_of(content, *, media_type="text", now=None, **fields):
    """The article that a document's content gives, checked against the schema and for lost lines."""
    document = RawDocument("doc", content, "doc.txt", media_type=media_type, **fields)
    article = extract(document, now=now)
    validator().validate(article.to_dict())
    if media_type == "text" and isinstance(content, str):
        assert "\n".join(line.text for line in article.lines) == content.replace("\r\n", "\n").replace(
            "\r", "\n"
        )
    return article


def labels(article, *wanted):
    """The lines with these labels, as (label, beginning) pairs without blanks."""
    return [
        (line.label, line.clean)
        for line in article.lines
        if line.label != "blank" and (not wanted or line.label in wanted)
    ]


def texts(article, label):
    return [line.clean for line in article.lines if line.label == label]


# Subjects and what is said of them: articles of a site that have no sentence in common.
SUBJECTS = ("bridge", "market", "ferry", "tower", "school", "museum", "garden", "station")


def article_about(subject):
    """Headline and paragraphs of an article that is like no other of the site."""
    return [
        f"The {subject} of Ostrell opens again in autumn",
        f"The {subject} of Ostrell opens again in autumn, when the {subject} has got its new roof and doors.",
        f"Workers have been busy at the {subject} since January. "
        f"Most of the {subject} was built a century ago.",
        f"Whoever wants to see the {subject} before can do so on Sundays, said the warden of the {subject}.",
    ]


def site_of(pages, site="harbour.example"):
    """The pages, a list of lines each, as documents of a site, and its profile."""
    documents = [
        RawDocument(str(number), "\n".join(lines), f"{number}.txt", url=f"https://{site}/{number}")
        for number, lines in enumerate(pages)
    ]
    learner = SiteLearner()
    for document in documents:
        learner.learn(document)
    profile = learner.profiles[site_key(documents[0])]
    return documents, profile


def read_site(pages):
    """The articles of a site of such pages, with the profile learnt from them."""
    documents, profile = site_of(pages)
    return [extract(document, site=profile) for document in documents]
