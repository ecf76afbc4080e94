"""``python -m benchmarks.site_profiles``"""

import gzip
import json

from benchmarks import site_profiles

from ..extraction.herald import APPEAL, NEWS, TITLES, document, page


def rows(count):
    return [
        {
            "id": str(number),
            "url": document(number).url,
            "text": page(number),
            "html": "",
            "gold": {"body": "\n".join(NEWS[TITLES[number]]), "title": TITLES[number]},
        }
        for number in range(count)
    ]


def test_groups_are_of_one_host_and_no_larger_than_asked():
    pages = [*rows(5), {"id": "alone", "url": "https://other.example/"}, {"id": "nowhere", "url": None}]
    groups = [(host, len(group)) for host, group in site_profiles.groups_of(pages, 3)]
    assert groups == [("herald.example", 3), ("herald.example", 2)]


def test_the_command_shows_what_profiles_are_worth(tmp_path, capsys):
    with gzip.open(tmp_path / "news-publishers.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows(5))
    out = tmp_path / "figures.json"
    arguments = ["--data", str(tmp_path), "--sets", "news-publishers", "--json", str(out)]
    assert site_profiles.main(arguments) == 0
    assert "LEARNT from these pages" in capsys.readouterr().out
    found = json.loads(out.read_text())
    without, known, _ = (row for row in found["figures"] if row["pages of"] == "all")
    assert (without["pages"], known["pages"], known["hosts"]) == (5, 5, 1)
    assert known["f1"] > without["f1"], f"else the appeal was no part of the body: {APPEAL}"


def test_without_groups_there_is_nothing_to_show(tmp_path, capsys):
    with gzip.open(tmp_path / "articles.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(rows(1)[0]) + "\n")
    assert site_profiles.main(["--data", str(tmp_path), "--sets", "articles"]) == 1
    assert "No host has two pages" in capsys.readouterr().out


def test_memory_is_measured_and_bounded():
    found = site_profiles.memory(60, hosts=2)
    assert [row["documents"] for row in found] == list(range(6, 61, 6))
    assert found[-1]["lines"] <= 2 * site_profiles.SiteLearner().max_lines
    assert found[-1]["hosts"] == 2
