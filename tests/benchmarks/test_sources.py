"""The benchmark of the sources, on small files."""

import pytest

from benchmarks import sources


@pytest.mark.parametrize("name", sources.FORMATS)
def test_every_format_is_read_whole(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"".join(sources.parts(name, 50_000)))
    found = sources.measure(path)
    assert found["characters"] >= 50_000
    assert found["documents"] > 10


def test_the_command(capsys):
    assert sources.main(["--megabytes", "1", "--formats", "rows.csv"]) == 0
    line = capsys.readouterr().out.splitlines()[-1]
    assert line.startswith("rows.csv")
    assert line.endswith("MB")
