"""CSV and TSV."""

import csv
import gzip
import io
import tracemalloc

import pytest

from tests.sources.helpers import make_zip, read_all
from wagtail_cstonews.sources import Limits, SourceError, read
from wagtail_cstonews.sources.readers import tables


def write(path, *rows, delimiter=",", encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


HEADER = ("URL", "Title", "Text", "Published At", "keywords", "image", "lang")
ROW = ("https://a.example/1", "A title", "One,\ntwo", "2024-05-01", "Water; Land", "/b.jpg", "ky")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_row_with_everything(tmp_path, delimiter, encoding):
    path = write(tmp_path / "rows.csv", HEADER, ROW, delimiter=delimiter, encoding=encoding)
    [document], bad, _ = read_all(path)
    assert not bad
    assert document.key == document.url == "https://a.example/1"
    assert (document.title, document.content, document.date) == ("A title", "One,\ntwo", "2024-05-01")
    assert document.tags == ("Water", "Land")
    assert (document.image_url, document.language) == ("https://a.example/b.jpg", "ky")
    assert document.source == f"{path}:2"


def test_lines_are_counted_in_the_file_and_not_in_rows(tmp_path):
    path = write(tmp_path / "rows.csv", ("id", "text"), ("a", "One\n\nTwo"), (), ("b", ""), ("c", "Three"))
    documents, bad, _ = read_all(path)
    assert [document.source for document in documents] == [f"{path}:{line}" for line in (2, 6, 7)]
    assert documents[2].key == path.as_uri() + "#c"
    assert documents[1].content == ""
    assert not bad


def test_a_row_without_a_name_is_known_by_its_line(tmp_path):
    path = write(tmp_path / "rows.csv", ("title", "html"), ("A\nB", "<p>One"), ("C", "<p>Two"))
    documents, _, _ = read_all(path)
    assert [document.key for document in documents] == [f"{path.as_uri()}#{line}" for line in (2, 4)]
    assert documents[0].media_type == "html"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp1252"])
def test_character_sets_are_found(tmp_path, encoding):
    text = (
        "Die Straße über die Brücke wird größer, schöne Grüße"
        if encoding == "cp1252"
        else "Президент встретился"
    )
    path = write(tmp_path / "rows.csv", ("id", "text"), *[(n, text) for n in range(20)], encoding=encoding)
    documents, bad, _ = read_all(path)
    assert {document.content for document in documents} == {text}
    assert not bad


def test_bytes_of_another_character_set_fail_alone(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes("id,text\n1,Бир\n2,Эки\n".encode() * 50 + b"3,\xff\xfe\n4,four\n")
    documents, bad, _ = read_all(path)
    assert documents[-1].content == "four"
    assert "not utf-8" in bad[-1].message
    assert bad[-1].line == 151


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("7,One,two,three", "4 fields, and the header 2"),
        ("7", 'neither "text" nor "html"'),
        ('7,"One', "never closed"),
    ],
)
def test_bad_rows(tmp_path, line, message):
    path = tmp_path / "rows.csv"
    path.write_text(f"id,text\n1,One\n{line}")
    documents, [bad], _ = read_all(path)
    assert len(documents) == 1
    assert message in bad.message
    assert (bad.line, bad.source) == (3, f"{path}:3")
    assert bad.key == path.as_uri() + "#7"


def test_spare_fields_that_are_empty_are_no_matter(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("id,text,,\n1,One,,,,\n2,Two\n")
    documents, bad, _ = read_all(path)
    assert [document.content for document in documents] == ["One", "Two"]
    assert not bad


def test_tabs_without_quotes(tmp_path):
    path = tmp_path / "rows.tsv"
    path.write_text('id\ttext\n1\t"Yes," he said.\n2\tShe said "no"\n3\t"All of it."\n')
    documents, bad, _ = read_all(path)
    assert [document.content for document in documents] == [
        '"Yes," he said.',
        'She said "no"',
        '"All of it."',
    ]
    assert not bad


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"1,One\n2,Two\n", 'no column is called "text"'),
        (b"id,title\n2,Two\n", "id, title"),
    ],
)
def test_what_is_no_table_of_documents_is_refused_at_once(tmp_path, content, message):
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=message):
        next(read(path))


@pytest.mark.parametrize(
    "row",
    [
        "2," + "x" * 300,
        '2,"' + "x\n" * 300 + '"',
        '2,"' + "x" * 300 + '"" y\n z"',
    ],
)
def test_over_long_rows_are_refused_and_the_others_read(tmp_path, row):
    path = tmp_path / "rows.csv"
    path.write_text(f"id,text\n1,One\n{row}\n3,Three\n")
    documents, [bad], _ = read_all(path, limits=Limits(document_bytes=200))
    assert [document.content for document in documents] == ["One", "Three"]
    assert "longer than 200 bytes" in bad.message
    assert documents[1].source == f"{path}:{path.read_text().count(chr(10))}"
    assert bad.line == 3


def test_fields_longer_than_pythons_own_bound(tmp_path):
    path = write(tmp_path / "rows.csv", ("id", "text"), (1, "x" * 500_000))
    [document], _, _ = read_all(path)
    assert len(document.content) == 500_000


def test_no_more_than_a_row_is_in_memory(tmp_path):
    path = tmp_path / "rows.csv"
    with path.open("w") as file:
        file.write("id,text\n")
        for number in range(6_000):
            file.write(f'{number},"{"word " * 400}\n"\n')
    tracemalloc.start()
    assert sum(1 for _ in read(path)) == 6_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000 < path.stat().st_size


def test_packed_and_inside_archives(tmp_path):
    rows = b"id;text\n1;One\n"
    (tmp_path / "rows.csv.gz").write_bytes(gzip.compress(rows))
    make_zip(tmp_path / "a.zip", {"in/rows.tsv": rows.replace(b";", b"\t"), "b.csv": b"x"})
    documents, [bad], _ = read_all(tmp_path)
    assert [document.content for document in documents] == ["One", "One"]
    assert documents[0].source.endswith("a.zip!/in/rows.tsv:2")
    assert "b.csv" in bad.source


def test_the_line_that_excel_writes_above(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("sep=;\nid;text\na;One, two\n")
    [document], _, _ = read_all(path)
    assert (document.content, document.source) == ("One, two", f"{path}:3")


def test_reading_a_table_whatever_its_name(tmp_path):
    path = write(tmp_path / "rows.dat", ("id", "text"), ("a", "One"))
    [document], _, _ = read_all(path, format="csv")
    assert document.id == "a"


def test_quoting_is_the_usual_one_for_commas():
    assert tables.quoting_of('id,text\n1,"a"b\n', ",", 2) == csv.QUOTE_MINIMAL
