"""The benchmark of the import, on a handful of pages."""

import json

from benchmarks import import_hosts, importing
from benchmarks.articles import invented_articles
from benchmarks.hosts import Hosts


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


def test_hosts_that_cannot_be_had(monkeypatch, capsys):
    monkeypatch.setattr(Hosts, "missing", staticmethod(lambda: "network namespaces need root"))
    monkeypatch.setattr(import_hosts, "find_spec", lambda name: name)
    assert importing.main(["--hosts", "2"]) == 1
    assert "Several hosts cannot be had here: network namespaces need root." in capsys.readouterr().out


def test_growth_is_that_of_the_first_line():
    measured = {"hosts": 1, "ms of the workers": 14.0, "ms of the database": 3.0, "writing": 0.25}
    table = import_hosts.shown(
        [{**measured, "workers": number, "documents a second": 40.0 * number} for number in (1, 2)]
    )
    first, second = table.splitlines()[2:]
    assert first.split() == ["1", "1", "40", "1.00x", "14.0", "3.0", "25%"]
    assert second.split() == ["2", "1", "80", "2.00x", "14.0", "3.0", "25%"]
