"""The benchmark of the import, on a handful of pages."""

import json

from benchmarks import importing
from benchmarks.articles import invented_articles


def test_invented_articles_are_the_same_at_each_call():
    articles = list(invented_articles(50))
    assert articles == list(invented_articles(50))
    assert len({article.row()["text"] for article in articles}) == 50
    assert all(len(article.blocks) == 12 for article in articles)


def test_all_ways_in_one_command(tmp_path, capsys):
    out = tmp_path / "figures.json"
    arguments = ["--databases", "sqlite", "--pages", "6", "--loop", "2", "--rounds", "1", "--documents", "2"]
    assert importing.main([*arguments, "--json", str(out)]) == 0
    figures = json.loads(out.read_text())["databases"]["sqlite"]
    assert figures["speeds"]["bulk"][0]["count"] == figures["speeds"]["replay"][0]["count"] == 6
    assert figures["writes of the second run"] == 0
    assert figures["pages of the import"] == 2
    assert figures["queries"]["500"] <= figures["queries"]["50"] + 1
    assert "bare/bulk" in capsys.readouterr().out
