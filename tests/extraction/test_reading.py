"""Bytes to text, and mending."""

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.article import Line
from wagtail_cstonews.extraction.lines.repairs import repair_lines
from wagtail_cstonews.extraction.reading import decode


def decoded(content, media_type="text"):
    return decode(RawDocument("1", content, "a.txt", media_type=media_type))


def test_damaged_utf_8_is_still_utf_8_and_reported():
    result = decoded("Президент сказал".encode()[:-1] + b"\xff rest")
    assert result.encoding == "utf-8"
    assert result.text.startswith("Президент сказа\ufffd")
    assert [warning.code for warning in result.warnings] == ["undecodable_bytes"]


def test_text_stays_text_and_half_characters_are_mended():
    assert decoded("\ufeffAs it was\r\n").text == "\ufeffAs it was\r\n"
    result = decoded("smile \ud83d\ude00 and \ud83d")
    assert result.text == "smile 😀 and \ufffd"
    assert [warning.code for warning in result.warnings] == ["undecodable_bytes"]


def test_lines_keep_their_original_and_every_repair_is_reported():
    lines = [Line(1, "plain"), Line(2, "Radio ТTaalatbek"), Line(3, "a\u00a0b"), Line(4, "c\u00a0d â€™s")]
    warnings = repair_lines(lines)
    assert [line.text for line in lines] == ["plain", "Radio ТTaalatbek", "a\u00a0b", "c\u00a0d â€™s"]
    assert [line.repaired for line in lines] == [None, "Radio Taalatbek", "a b", "c d ’s"]
    found = {(warning.code, warning.line) for warning in warnings}
    assert found == {("repaired_mixed_script", 2), ("repaired_mojibake", 4), ("repaired_spaces", 3)}
    assert any("ТTaalatbek -> Taalatbek" in warning.message for warning in warnings)
    assert any("2 lines" in warning.message for warning in warnings)


def test_a_page_without_lines_has_none_to_mend():
    assert repair_lines([]) == []
