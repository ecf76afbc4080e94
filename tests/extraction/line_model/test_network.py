"""The trained model: what it keeps, and that its file is harmless, quick to load and checked."""

import io
import json
import os
import pickle
import subprocess
import sys
import time
import zipfile

import numpy as np
import pytest

from wagtail_cstonews.extraction.article import Hints
from wagtail_cstonews.extraction.line_model.network import (
    HTML_MODEL_PATH,
    MODEL_PATH,
    LineModel,
    ModelError,
    default_model,
    forms_of,
    score_lines,
)
from wagtail_cstonews.extraction.line_model.segments import MAX_LINES

MENU = ["Skip to content", "Home", "News", "Sport", "Culture", "Weather", "Subscribe", "Log in"]
TITLE = "Storm closes the coast road for a week"
BODY = [
    "The coast road between the two towns will stay closed for a week after Monday's storm, the county said.",
    "Waves of up to six metres had washed away parts of the embankment near the lighthouse, engineers found.",
    "“We have never seen anything like it,” said Anna Berg, who has run the harbour for twenty years.",
    "Repairs will begin as soon as the wind drops, the roads department said in a statement on Tuesday.",
    "Buses will take the inland road until then. Residents of the three villages can still drive home.",
]
AFTER = [
    "Share this article",
    "Facebook",
    "Twitter",
    "Most read",
    "Privacy policy",
    "© 2024 The Daily Example",
]
PAGE = [*MENU, TITLE, "", "12 May 2024", "By John Smith", "", *BODY, "", *AFTER]


def test_the_body_is_told_from_the_menu_and_the_footer():
    kept = [line for line, keep in zip(PAGE, score_lines(PAGE).mask(), strict=True) if keep]
    assert kept == BODY


def test_the_title_is_the_likeliest_line():
    scores = score_lines(PAGE)
    assert PAGE[int(scores.title.argmax())] == TITLE
    assert scores.title.sum() == pytest.approx(1, abs=1e-5)


def test_the_forms_of_lines_are_found_where_they_are_not_given():
    given = score_lines(PAGE, forms=forms_of(PAGE))
    assert given.body.tolist() == score_lines(PAGE).body.tolist()
    assert forms_of(["12 May 2024", "Photo: A. N. Other"]) == ["date", "caption"]


def test_a_blank_line_scores_nothing():
    scores = score_lines(PAGE)
    blank = [i for i, line in enumerate(PAGE) if not line]
    assert scores.body[blank].tolist() == scores.title[blank].tolist() == [0.0] * len(blank)


@pytest.mark.parametrize("texts", [[], [""], ["", "  "]])
def test_nothing_gives_nothing(texts):
    scores = score_lines(texts)
    assert scores.mask() == [False] * len(texts)
    assert scores.title.tolist() == [0.0] * len(texts)


def test_one_line_is_enough():
    assert len(score_lines([BODY[0]]).body) == 1


def test_the_same_page_always_scores_the_same():
    script = (
        "import sys, json; from wagtail_cstonews.extraction.line_model.network import score_lines; "
        "print(score_lines(json.load(sys.stdin)).body.tolist())"
    )
    outputs = {
        subprocess.run(  # noqa: S603 - this interpreter, our own script
            [sys.executable, "-c", script],
            input=json.dumps(PAGE),
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert json.loads(outputs.pop()) == pytest.approx(score_lines(PAGE).body.tolist())


def test_a_huge_page_is_seen_in_pieces_within_bounds():
    started = time.process_time()
    scores = score_lines([*PAGE, "x" * 5_000_000, *(["Menu entry"] * (2 * MAX_LINES))])
    assert time.process_time() - started < 5
    assert len(scores.body) == len(PAGE) + 1 + 2 * MAX_LINES
    assert np.isfinite(scores.body).all()


def test_it_is_quick():
    page = MENU * 8 + [TITLE] + BODY * 6 + AFTER * 15
    score_lines(page)
    started = time.process_time()
    for _ in range(40):
        score_lines(page)
    # Two and a half milliseconds where nothing else runs: leave room for a busy machine.
    assert (time.process_time() - started) / 40 < 0.02


def test_many_threads_do_not_wait_for_each_other():
    """A page's matrices are small: shared among threads they cost twenty times the CPU time."""
    script = (
        "import sys, json, time; from wagtail_cstonews.extraction.line_model.network import score_lines; "
        "page = json.load(sys.stdin); score_lines(page); started = time.process_time(); "
        "[score_lines(page) for _ in range(20)]; print((time.process_time() - started) / 20)"
    )
    page = MENU * 8 + [TITLE] + BODY * 6 + AFTER * 15
    threads = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    output = subprocess.run(  # noqa: S603 - this interpreter, our own script
        [sys.executable, "-c", script],
        input=json.dumps(page),
        capture_output=True,
        text=True,
        check=True,
        env=threads,
    ).stdout
    assert float(output) < 0.02


@pytest.mark.parametrize("path", [MODEL_PATH, HTML_MODEL_PATH], ids=["text", "html"])
def test_it_loads_quickly_and_is_small(path):
    default_model(path)
    started = time.process_time()
    LineModel.load(path)
    assert time.process_time() - started < 0.1
    assert path.stat().st_size < 2_000_000


HINTS = {
    "menu": Hints("li", "html body header nav ul", "site-header navigation menu", 1.0),
    "title": Hints("h1", "html body main article header", "article header headline"),
    "blank": Hints("div", "html body", ""),
    "about": Hints("span", "html body main article header", "article header meta byline"),
    "body": Hints("p", "html body main article div", "article article-body content"),
    "after": Hints("li", "html body footer ul", "site-footer links", 1.0),
}
PLACES = [
    *(["menu"] * 8),
    "title",
    "blank",
    "about",
    "about",
    "blank",
    *(["body"] * 5),
    "blank",
    *(["after"] * 6),
]


def test_hints_of_the_mark_up_are_used():
    hints = [HINTS[place] for place in PLACES]
    kept = [line for line, keep in zip(PAGE, score_lines(PAGE, hints).mask(), strict=True) if keep]
    assert kept == BODY
    moved = [HINTS["after"] if place == "body" else HINTS[place] for place in PLACES]
    assert score_lines(PAGE, moved).body.sum() < score_lines(PAGE, hints).body.sum()


def test_a_page_without_hints_is_read_as_text():
    assert score_lines(PAGE, [None] * len(PAGE)).body.tolist() == score_lines(PAGE).body.tolist()


@pytest.mark.parametrize("path", [MODEL_PATH, HTML_MODEL_PATH], ids=["text", "html"])
def test_the_file_holds_arrays_of_numbers_only(path):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as member:
                assert np.lib.format.read_magic(member) == (1, 0)
                assert not np.lib.format.read_array_header_1_0(member)[2].hasobject


class Harmful:
    """What a hostile file would carry: something that runs when it is unpickled."""

    def __reduce__(self):
        return (os.abort, ())


def archive_of(**arrays):
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def single_array():
    buffer = io.BytesIO()
    np.save(buffer, np.zeros(3))
    return buffer.getvalue()


DAMAGED = {
    "an array of objects": lambda: archive_of(meta=np.array([Harmful()], dtype=object)),
    "a pickle": lambda: pickle.dumps(Harmful()),
    "a single array": single_array,
    "no archive": lambda: b"not a model",
    "nothing": lambda: b"",
    "half a model": lambda: MODEL_PATH.read_bytes()[:5000],
    "no description": lambda: archive_of(vocabulary=np.zeros(1)),
    "a description that is none": lambda: archive_of(meta=np.frombuffer(b"[1]", np.uint8)),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_or_hostile_file_is_refused(tmp_path, what):
    path = tmp_path / "model.npz"
    path.write_bytes(DAMAGED[what]())
    with pytest.raises(ModelError, match=r"model\.npz"):
        LineModel.load(path)


def test_an_absent_file_is_refused(tmp_path):
    with pytest.raises(ModelError, match="Install the package again"):
        LineModel.load(tmp_path / "absent.npz")


@pytest.mark.parametrize("changes", [{"format": 0}, {"features_version": 0}, {"features": ["words"]}])
def test_a_model_of_another_version_is_refused(tmp_path, changes):
    with np.load(MODEL_PATH, allow_pickle=False) as file:
        arrays = dict(file)
    meta = json.loads(arrays["meta"].tobytes()) | changes
    arrays["meta"] = np.frombuffer(json.dumps(meta).encode(), np.uint8)
    path = tmp_path / "other.npz"
    np.savez(path, **arrays)
    with pytest.raises(ModelError, match="train_labeller"):
        LineModel.load(path)
