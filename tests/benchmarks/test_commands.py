"""Each benchmark command, on invented rows."""

import json
import shutil

import pytest

from benchmarks import extraction, interviews, quotes
from benchmarks.held_out import HeldOutModels
from benchmarks.line_gold import part_of, site_of_row
from benchmarks.reports import DataMissing, Runner, paragraph_count, pick, table
from wagtail_cstonews.extraction.line_model import network
from wagtail_cstonews.extraction.line_model.network import HTML_MODEL_PATH, MODEL_PATH

from .helpers import NEWS, page_row, quote_rows, write

TALK = [
    ("Interview with Anna Brown", "N"),
    ("Q: Why do you close the bridge?", "Q"),
    ("A: The pillars are cracked.", "A"),
    ("Q: For how long will it be closed?", "Q"),
    ("A: For a year, at the least.", "A"),
    ("Q: Will there be a ferry?", "Q"),
    ("A: There will be one from spring on.", "A"),
]


def test_quotes(tmp_path, capsys):
    for name in ("news-full-names", "politics-dev", "politics-train"):
        write(tmp_path / f"{name}.jsonl", quote_rows())
    case = {
        "id": "after",
        "text": NEWS,
        "expected": [
            ["We will close the bridge for a year", "Anna Brown"],
            ["Nobody has asked the island", "Carl Dove"],
        ],
    }
    (tmp_path / "hard-cases.json").write_text(json.dumps([case]), encoding="utf-8")
    out = tmp_path / "out.json"
    assert quotes.main(["--data", str(tmp_path), "--json", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "politics-train: LEARNT FROM" in printed
    assert "politics-dev: held out" in printed
    figures = json.loads(out.read_text(encoding="utf-8"))
    for tool in ("wagtail-cstonews", "plain rules"):
        result = figures["figures"]["news-full-names"]["tools"][tool]
        assert (result["gold"], result["exact"]["f1"], result["speaker_of_all"]) == (4, 100, 100)
        assert result["failed"] == []
        assert figures["figures"]["hard-cases"][tool]["all_right"] == 1
    assert "speech.json" in figures["learnt_from"]


def test_textacy_is_left_out_with_the_reason(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(quotes, "find_spec", lambda name: None)
    write(tmp_path / "politics-dev.jsonl", quote_rows())
    assert quotes.main(["--data", str(tmp_path), "--sets", "politics-dev", "--limit", "1"]) == 0
    assert "left out: textacy, not installed: pip install textacy" in capsys.readouterr().out


def talk_row(id, format="wh_briefing"):
    paragraphs, labels = zip(*TALK, strict=True)
    return {
        "id": id,
        "format": format,
        "text": "\n\n".join(paragraphs),
        "paragraphs": paragraphs,
        "labels": labels,
    }


def test_interviews(tmp_path, capsys):
    write(tmp_path / "interviews-dev.jsonl", [talk_row("one"), talk_row("two")])
    write(tmp_path / "politics-dev.jsonl", quote_rows())
    out = tmp_path / "out.json"
    arguments = ["--data", str(tmp_path), "--news", str(tmp_path), "--json", str(out)]
    assert interviews.main(arguments) == 0
    assert "odd rows" in capsys.readouterr().out
    figures = json.loads(out.read_text(encoding="utf-8"))["figures"]
    for tool in ("wagtail-cstonews", "plain rules"):
        groups = figures[tool]["groups"]["all"]
        assert {name: group["documents"] for name, group in groups.items()} == {
            "all": 2,
            "held out": 1,
            "learnt from": 1,
        }
        assert groups["all"]["turns"]["f1"] == 100
        assert figures[tool]["kind"]["held out"]["balanced_accuracy"] == 100


def test_interviews_cut_short(tmp_path):
    row = talk_row("one")
    write(tmp_path / "interviews-dev.jsonl", [row])
    out = tmp_path / "out.json"
    size = row["text"].index(row["paragraphs"][-1]) + 3
    arguments = ["--data", str(tmp_path), "--news", str(tmp_path), "--json", str(out)]

    assert interviews.main([*arguments, "--cut", str(size)]) == 0

    assert json.loads(out.read_text(encoding="utf-8"))["cut"] == size
    cut = interviews.cut_short(row, size)
    assert list(cut["paragraphs"]) == [*row["paragraphs"][:-1], row["paragraphs"][-1][:3]]
    assert len(cut["labels"]) == len(cut["paragraphs"])
    assert interviews.cut_short(row, None) == row


def test_a_talk_learnt_from_in_another_form_is_not_held_out():
    rows = [
        talk_row("anna_QA", "rendered_QA"),
        talk_row("anna_Names", "rendered_Names"),
        talk_row("other"),
        talk_row("anna_dash", "rendered_dash"),
    ]
    assert interviews.standing(rows) == [
        interviews.TWIN,
        interviews.LEARNT,
        interviews.HELD_OUT,
        interviews.TWIN,
    ]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Hello\nAnna Brown: Why?\nCarl Dove: So.\nMore.\nAnna Brown: When?\nCarl Dove: Now.", "NQAAQA"),
        ("Hello\n– Why?\n– So.\n– When?\n– Now.", "NQAQA"),
        ("Hello\n– Why?\nSo.\n– When?\nNow.\n– Who?\nI.", "NQAQAQA"),
        ("Hello\nWhy?\nSo.\nWhen?\nNow.\nWho?\nI.", "NQAQAQA"),
        ("Hello\nNobody asks here.\nNobody at all.", "NNN"),
    ],
)
def test_the_plain_rules_read_labels_dashes_and_question_marks(text, letters):
    lines, is_interview = interviews.turns_by_rules({"text": text})
    assert "".join(letter for _, letter in lines) == letters
    assert is_interview is ("Q" in letters)


def test_extraction(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(extraction, "find_spec", lambda name: None)
    write(tmp_path / "articles.jsonl.gz", [page_row(1), page_row(2)])
    out = tmp_path / "plot.html"
    assert extraction.main(["--data", str(tmp_path), "--sets", "articles", "--plot", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "NOT\nheld out" in printed
    assert "python -m benchmarks.train_labeller --cross-validate" in printed
    assert "left out: trafilatura, not installed: pip install trafilatura" in printed
    results = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))["figures"]
    ours = [result for result in results if result["tool"] == "wagtail-cstonews"]
    assert [result["fed"] for result in ours] == ["text", "html"]
    assert all(result["f1"] > 90 and result["title"] == 100 and not result["failed"] for result in ours)
    drawn = out.read_text(encoding="utf-8")
    assert drawn.count("<svg") == 2
    assert "<script" not in drawn
    assert "src=" not in drawn


def test_extraction_by_models_that_have_not_seen_the_site(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(extraction, "find_spec", lambda name: None)
    rows = [page_row(1), {**page_row(2), "url": "https://other.example/2"}]
    write(tmp_path / "articles.jsonl.gz", rows)
    models = tmp_path / "models"
    models.mkdir()
    call = ["--data", str(tmp_path), "--sets", "articles", "--held-out", str(models)]
    with pytest.raises(DataMissing, match="holds no line models"):
        extraction.main(call)
    first, second = (part_of(site_of_row(row, "articles")) for row in rows)
    assert first != second
    shutil.copy(MODEL_PATH, models / f"text-{first}.npz")
    out = tmp_path / "figures.json"
    assert extraction.main([*call, "--json", str(out)]) == 0
    assert "saw no page of the site" in capsys.readouterr().out
    results = json.loads(out.read_text(encoding="utf-8"))["figures"]
    ours = {result["fed"]: result for result in results if result["tool"] == "wagtail-cstonews"}
    assert ours["text"]["documents"] == 1
    assert ours["text"]["f1"] > 90
    assert ours["html"]["documents"] == 0


def test_a_held_out_model_is_in_place_only_while_it_is_asked_for(tmp_path):
    row = page_row(1)
    shutil.copy(HTML_MODEL_PATH, tmp_path / f"html-{part_of(site_of_row(row, 'articles'))}.npz")
    shipped = network.default_model
    with HeldOutModels(tmp_path).unseen(row, "articles", "html"):
        assert network.default_model(HTML_MODEL_PATH).takes_hints
        assert network.default_model is not shipped
    assert network.default_model is shipped


def test_the_peers_that_are_installed_run(tmp_path):
    tools, left_out = extraction.html_tools()
    assert set(tools) | set(left_out) == {"wagtail-cstonews", *extraction.PEERS}
    taken = extraction.take_turns("articles", [page_row(1)], {"html": tools}, None)
    assert [measurement.label for measurement in taken] == [*tools]
    for measurement in taken:
        figures = measurement.figures()
        assert figures["failed"] == []
        assert figures["date"] is None


def test_missing_data_is_named_with_the_remedy(tmp_path):
    with pytest.raises(DataMissing, match=r"politics-dev\.jsonl is not there\. Say with --data"):
        quotes.main(["--data", str(tmp_path), "--sets", "politics-dev"])


def test_a_limit_takes_the_same_rows_each_time_in_their_order():
    rows = [{"id": str(number)} for number in range(50)]
    picked = pick(rows, 10)
    assert len(picked) == 10
    assert picked == pick(list(reversed(rows)), 10)[::-1]
    assert picked == sorted(picked, key=lambda row: int(row["id"]))
    assert pick(rows, None) == pick(rows, 99) == rows


def test_a_document_that_a_tool_fails_on_counts_as_an_empty_answer():
    def tool(row):
        raise ValueError("too odd")

    runner = Runner()
    assert runner(tool, {"id": "7"}, "nothing") == "nothing"
    assert runner.failed == ["7: ValueError: too odd"]


def test_a_table_has_a_dash_for_what_there_is_not():
    assert table(("tool", "F1"), [("ours", 9.5), ("other", None)]) == (
        "tool    F1\n-----  ---\nours   9.5\nother    -"
    )
    assert paragraph_count("one\n\n two\n ") == 2
