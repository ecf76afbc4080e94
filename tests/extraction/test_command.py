# ruff: noqa: E501 - lines of scraped text are long
"""``python -m wagtail_cstonews.extraction``"""

import io
import json
import os
import subprocess
import sys

import pytest

from wagtail_cstonews.extraction.command import main

from .helpers import ROOT, validator

TEXT = "Council meets in Esterburg\n\nThe council of the river ports met on Sunday and agreed on a common exam for all pilots.\n"


@pytest.fixture
def rows(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(
        "".join(json.dumps({"id": f"row-{number}", "text": TEXT}) + "\n" for number in range(9)),
        encoding="utf-8",
    )
    return path


def test_rows_come_out_in_order_and_valid(rows, capsys):
    assert main([str(rows)]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [article["id"] for article in found] == [f"row-{number}" for number in range(9)]
    for article in found:
        validator().validate(article)


def test_workers_change_nothing(rows, tmp_path, capsys):
    assert main([str(rows), "-o", str(tmp_path / "one.jsonl")]) == 0
    assert main([str(rows), "--workers", "2", "-o", str(tmp_path / "two.jsonl")]) == 0
    assert (tmp_path / "one.jsonl").read_text(encoding="utf-8") == (tmp_path / "two.jsonl").read_text(
        encoding="utf-8"
    )
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("options", "title"), [([], "Of the page"), (["--prefer", "text"], "Council meets in Esterburg")]
)
def test_of_a_row_with_both_the_preferred_is_read(tmp_path, capsys, options, title):
    path = tmp_path / "rows.jsonl"
    html = TEXT.replace("Council meets in Esterburg\n\n", "<h1>Of the page</h1><p>")
    path.write_text(json.dumps({"id": 1, "text": TEXT, "html": html}), encoding="utf-8")
    assert main([str(path), *options]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == title


def test_an_empty_row_is_an_article_with_a_warning(tmp_path, capsys):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": 1, "text": ""}), encoding="utf-8")
    assert main([str(path)]) == 0
    assert [warning["code"] for warning in json.loads(capsys.readouterr().out)["warnings"]] == [
        "empty_document"
    ]


def test_a_document_that_fails_is_named_and_the_others_are_written(tmp_path, capsys):
    path = tmp_path / "rows.jsonl"
    path.write_text(
        json.dumps({"id": 1, "text": TEXT}) + "\nnot json\n" + json.dumps({"id": 3, "text": TEXT}) + "\n",
        encoding="utf-8",
    )
    assert main([str(path)]) == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 2
    assert f"{path}:2" in captured.err
    assert "1 failed" in captured.err


def test_a_path_that_is_not_there_is_named_and_the_others_are_read(rows, tmp_path, capsys):
    assert main([str(tmp_path / "nothing.txt"), str(rows)]) == 1
    captured = capsys.readouterr()
    assert "nothing.txt" in captured.err
    assert len(captured.out.splitlines()) == 9


def test_an_error_of_ours_does_not_stop_the_run(rows, capsys, monkeypatch):
    def extract(document, *, site):
        raise ValueError("boom") if document.id == "row-3" else KeyError("other")

    monkeypatch.setattr("wagtail_cstonews.extraction.command.extract", extract)
    assert main([str(rows)]) == 1
    assert "rows.jsonl:4: ValueError: boom" in capsys.readouterr().err


def test_a_document_too_long_is_reported(rows, capsys, monkeypatch):
    monkeypatch.setattr("wagtail_cstonews.extraction.reading.MAX_DOCUMENT_BYTES", 10)
    assert main([str(rows)]) == 1
    assert "rows.jsonl:1: the document is" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_said_before_any_work(rows, tmp_path):
    with pytest.raises(SystemExit, match="cannot be written"):
        main([str(rows), "-o", str(tmp_path / "no" / "such" / "folder" / "out.jsonl")])


def test_an_unfinished_output_leaves_nothing_behind(rows, tmp_path, monkeypatch):
    def stop(document, *, site):
        raise KeyboardInterrupt

    monkeypatch.setattr("wagtail_cstonews.extraction.command.extract", stop)
    target = tmp_path / "out.jsonl"
    target.write_text("before", encoding="utf-8")
    assert main([str(rows), "-o", str(target)]) == 130
    assert target.read_text(encoding="utf-8") == "before"
    assert {path.name for path in tmp_path.iterdir()} == {"rows.jsonl", "out.jsonl"}


@pytest.mark.parametrize(
    "arguments", [[], ["--workers", "0", "x"], ["--workers", "x", "x"], ["--format", "pdf", "x"]]
)
def test_wrong_calls_are_refused(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def run(*arguments, **options):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "wagtail_cstonews.extraction", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, check=False, **options)  # noqa: S603


def test_standard_input_as_a_command():
    result = run(
        "-", input=json.dumps({"id": "a", "text": "Привет ТTaalatbek, this is text."}).encode() + b"\n"
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["lines"][0]["repaired"] == "Привет Taalatbek, this is text."


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_document_that_takes_too_long_is_named_and_the_others_are_written(tmp_path, workers):
    for name, content in (("a", "A title\n\nA text."), ("b", "1\n" * 300_000), ("c", "C title\n\nA text.")):
        (tmp_path / f"{name}.txt").write_text(content)
    done = run(str(tmp_path), "--document-seconds", "1", "--workers", workers, timeout=300)
    assert done.returncode == 1
    assert [json.loads(row)["id"] for row in done.stdout.splitlines()] == ["a.txt", "c.txt"]
    first, last = done.stderr.decode().splitlines()
    assert first.startswith(f"{tmp_path / 'b.txt'}: It took longer than the 1 seconds")
    assert "--document-seconds" in first
    assert last == "1 failed; the others were written."


def test_a_reader_that_has_had_enough_is_no_error(rows):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = (
        f'"{sys.executable}" -m wagtail_cstonews.extraction "{rows}" "{rows}" "{rows}" | head -n 1 | wc -l'
    )
    result = subprocess.run(command, shell=True, capture_output=True, env=environment, check=False)  # noqa: S602
    assert result.stdout.strip() == b"1"
    assert b"Traceback" not in result.stderr


def test_output_that_is_no_terminal_is_utf_8():
    result = run("-", input="Привет, мир.\n".encode())
    assert "Привет" in result.stdout.decode("utf-8")


def test_main_writes_to_any_stream(rows, monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert main([str(rows)]) == 0
    assert len(stream.getvalue().splitlines()) == 9


# --------------------------------------------------------------------------- site profiles

NOTICE = "Gifts from readers keep the lights on in our office by the harbour, and we thank you for every one of them."
STORIES = [
    "The lock at Esterburg opened its gates on Monday, nine weeks after a barge had torn them off.",
    "Trams should cross the old bridge again by the end of the decade, the mayor told the council.",
    "Two fishermen found the wreck of a coaster off Port Ilse while they were looking for a net.",
]


@pytest.fixture
def archive(tmp_path):
    """Three pages of one site, and one of another."""
    path = tmp_path / "site.jsonl"
    rows = []
    for number, story in enumerate(STORIES):
        text = f"News of the harbour {['one', 'two', 'three'][number]}\n\n{story}\nIt was the third time, {story}\n{NOTICE}\n"
        rows.append({"url": f"https://herald.example/{number}", "text": text})
    rows.append({"url": "https://other.example/1", "text": f"{TEXT}{NOTICE}\n"})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def labels_of_notice(out):
    articles = [json.loads(line) for line in out.splitlines()]
    return [
        next((line["label"], line["reason"]) for line in article["lines"] if line["text"] == NOTICE)
        for article in articles
    ]


LEARNT = [("chrome", "repeats on 3 of 3 documents of herald.example")] * 3
TOLD = "site of herald.example: 1 line on 3 of 3 pages left out\n"


@pytest.mark.parametrize("option", [[], ["--site-profiles"]])
def test_site_profiles_are_learnt_and_applied(archive, capsys, option):
    assert main([str(archive), *option]) == 0
    captured = capsys.readouterr()
    *found, alone = labels_of_notice(captured.out)
    assert found == LEARNT
    assert alone[0] == "paragraph"
    assert captured.err == TOLD


@pytest.mark.parametrize("way", ["path", "stdin"])
@pytest.mark.parametrize("workers", [[], ["--workers", "2"]])
def test_the_command_learns_and_says_so(archive, way, workers):
    given = {"input": archive.read_bytes()} if way == "stdin" else {}
    result = run("-" if way == "stdin" else str(archive), *workers, **given)
    assert result.returncode == 0, result.stderr
    assert labels_of_notice(result.stdout.decode())[:3] == LEARNT
    assert result.stderr.decode() == TOLD


def test_the_command_as_it_is_documented(archive, tmp_path):
    texts = tmp_path / "archive"
    texts.mkdir()
    for number, line in enumerate(archive.read_text(encoding="utf-8").splitlines()[:3]):
        (texts / f"{number}.txt").write_text(json.loads(line)["text"], encoding="utf-8")
    out = tmp_path / "articles.jsonl"
    result = run("archive/", "-o", "articles.jsonl", "--workers", "2", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert result.stderr.decode() == "site of archive/: 1 line on 3 of 3 pages left out\n"
    labels = labels_of_notice(out.read_text(encoding="utf-8"))
    assert labels == [("chrome", "repeats on 3 of 3 documents of archive/")] * 3
    result = run("archive/", "--workers", "2", "--no-site-profiles", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert not result.stderr
    assert {label for label, _ in labels_of_notice(result.stdout.decode())} == {"paragraph"}


def test_documents_without_a_url_are_of_the_site_that_is_named(archive, tmp_path, capsys):
    rows = [json.loads(line) for line in archive.read_text(encoding="utf-8").splitlines()]
    paths = []
    for number, row in enumerate(rows[:3]):
        paths.append(tmp_path / str(number) / "page.txt")
        paths[-1].parent.mkdir()
        paths[-1].write_text(row["text"], encoding="utf-8")
    arguments = list(map(str, paths))
    assert main(arguments) == 0
    captured = capsys.readouterr()
    assert {label for label, _ in labels_of_notice(captured.out)} == {"paragraph"}, "three folders"
    assert not captured.err
    assert main([*arguments, "--site", "The Herald"]) == 0
    captured = capsys.readouterr()
    assert {label for label, _ in labels_of_notice(captured.out)} == {"chrome"}
    assert captured.err == "site of The Herald: 1 line on 3 of 3 pages left out\n"
    with pytest.raises(SystemExit):
        main([*arguments, "--site", " "])


def test_problems_are_named_once(archive, tmp_path, capsys):
    with archive.open("a", encoding="utf-8") as file:
        file.write("no row\n")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.pdf").write_bytes(b"%PDF")
    assert main([str(archive), str(tmp_path / "more"), str(tmp_path / "none.txt")]) == 1
    named = capsys.readouterr().err
    assert [named.count(name) for name in ("site.jsonl:5:", "a.pdf:", "none.txt:")] == [1, 1, 1]
    assert "2 failed" in named


def test_what_cannot_help_is_not_read(archive, capsys, monkeypatch):
    """Two documents of a site, one of another: nothing to learn."""
    rows = archive.read_text(encoding="utf-8").splitlines(keepends=True)
    archive.write_text("".join(rows[1:]), encoding="utf-8")

    def observed(document):
        raise AssertionError("a document is read twice")

    monkeypatch.setattr("wagtail_cstonews.extraction.command.observe", observed)
    assert main([str(archive)]) == 0
    assert {label for label, _ in labels_of_notice(capsys.readouterr().out)} == {"paragraph"}


def test_of_a_long_pipe_the_beginning_is_learnt_from(archive, monkeypatch, capsys):
    rows = archive.read_bytes().splitlines(keepends=True)
    monkeypatch.setattr("wagtail_cstonews.sources.rereading.SPOOL_BYTES", 3000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"".join(rows[:3] + rows[3:] * 3))))
    assert main(["-"]) == 0
    captured = capsys.readouterr()
    assert labels_of_notice(captured.out)[:3] == LEARNT
    assert len(captured.out.splitlines()) == 6, "none is lost"
    said, told = captured.err.splitlines(keepends=True)
    assert (
        "standard input: more came than is kept to be read twice. The sites are learnt from the first" in said
    )
    assert told == TOLD


def test_profiles_are_kept_and_used_again(archive, tmp_path, capsys):
    profiles = tmp_path / "profiles.jsonl"
    assert main([str(archive), "--profiles", str(profiles)]) == 0
    first = capsys.readouterr().out
    before = profiles.read_text(encoding="utf-8")
    assert main([str(archive), "--no-site-profiles", "--profiles", str(profiles)]) == 0
    assert capsys.readouterr().out == first
    assert main([str(archive), "--profiles", str(profiles)]) == 0
    assert capsys.readouterr().out == first
    assert profiles.read_text(encoding="utf-8") == before, "the same documents count once"


def test_nothing_is_learnt_where_it_is_not_wanted(archive, capsys):
    assert main([str(archive), "--no-site-profiles"]) == 0
    captured = capsys.readouterr()
    assert {label for label, _ in labels_of_notice(captured.out)} == {"paragraph"}
    assert not captured.err


def test_profiles_that_are_not_there_are_refused():
    with pytest.raises(SystemExit, match=r"there is no such file\. Without --no-site-profiles it is made"):
        main(["x.txt", "--no-site-profiles", "--profiles", "no/such/file"])


def test_damaged_profiles_are_refused(archive, tmp_path):
    (tmp_path / "profiles.jsonl").write_text("{}\n")
    with pytest.raises(SystemExit, match=r"profiles\.jsonl:1: .* cannot be read"):
        main([str(archive), "--profiles", str(tmp_path / "profiles.jsonl")])
