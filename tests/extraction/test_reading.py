# ruff: noqa: E501 - lines of scraped text are long
"""Bytes to text, and mending."""

import random

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.article import Line
from wagtail_cstonews.extraction.lines.repairs import repair_lines
from wagtail_cstonews.extraction.reading import decode
from wagtail_cstonews.text.repair import fix_and_explain, lines_to_look_at, needs_a_look


def decoded(content, media_type="text"):
    return decode(RawDocument("1", content, "a.txt", media_type=media_type))


RUSSIAN = (
    "Да", "Привет", "МОСКВА", "Президент России", "Кыргызстан", "№ 5 от 12 мая", "«Нет», — сказал он",
    "Секретарь Совета безопасности встретился с послом.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (text, encoding)
        for text in RUSSIAN
        for encoding in ("cp1251", "koi8-r", "cp866", "utf-8")
        if text.encode(encoding, "ignore").decode(encoding) == text
    ],
)
def test_short_cyrillic_texts_come_out_right(text, encoding):
    assert decoded(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    "text", ["Café", "Müller sagte “nein”", "Señor Ñandú", "It’s – he said – £5", "Tårnby å"]
)
def test_windows_1252_is_read(text):
    result = decoded(text.encode("cp1252"))
    assert (result.text, result.encoding) == (text, "windows-1252")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Święto Niepodległości obchodzono wczoraj w całej Polsce. Żołnierze złożyli wieńce. " * 3, "cp1250"),
        ("今天是星期天，我们去公园玩。" * 4, "gb18030"),
        ("今日は日曜日です。公園に行きましょう。" * 4, "cp932"),
        ("오늘은 일요일입니다. 공원에 갑시다. " * 4, "cp949"),
        ("Ο πρωθυπουργός συναντήθηκε χθες με τον πρόεδρο στην Αθήνα. " * 3, "cp1253"),
    ],
)
def test_other_sets_are_told_by_their_bytes(text, encoding):
    assert decoded(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", ["Hello world, this is text.\n", "Привет, это текст"])
def test_byte_order_marks_and_wide_encodings(text, encoding):
    assert decoded(text.encode(encoding)).text == text


def test_what_a_page_declares_is_believed_as_browsers_believe_it():
    page = '<meta charset="iso-8859-1"><p>It’s “quoted” é</p>'
    result = decoded(page.encode("cp1252"), "html")
    assert result.text == page
    assert decoded('<meta charset="koi8-u"><p>мати</p>'.encode("koi8-u"), "html").text.endswith("<p>мати</p>")


def test_a_wrong_declaration_does_not_spoil_utf_8():
    page = '<meta charset="windows-1251"><p>Привет é</p>'
    assert decoded(page.encode(), "html").text == page


def test_an_unknown_declaration_is_passed_over():
    assert decoded('<meta charset="nonsense-8"><p>Привет всем</p>'.encode("cp1251"), "html").text.endswith(
        "всем</p>"
    )


def test_what_came_with_the_bytes_comes_before_what_the_page_declares():
    page = b'<meta charset="windows-1252"><p>\xcf\xf0\xe8\xe2\xe5\xf2'
    told = RawDocument("1", page, "a.html", media_type="html", encoding="Windows-1251")
    assert decode(told).text.endswith("Привет")
    told.encoding = "no-such-set"
    assert decode(told).encoding == "windows-1252"


@pytest.mark.parametrize("name", ["undefined", "idna", "punycode", "unicode_escape", "rot13", "zlib", "a\0b"])
def test_codecs_that_are_no_character_sets_are_passed_over(name):
    page = f'<meta charset="{name}"><p>'.encode() + "Привет, мир".encode("cp1251")
    for told in (None, name):
        document = RawDocument("1", page, "a.html", media_type="html", encoding=told)
        assert decode(document).text.endswith("Привет, мир")


def test_damaged_utf_8_is_still_utf_8_and_reported():
    result = decoded("Президент сказал".encode()[:-1] + b"\xff rest")
    assert result.encoding == "utf-8"
    assert result.text.startswith("Президент сказа\ufffd")
    assert [warning.code for warning in result.warnings] == ["undecodable_bytes"]


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, bytes(range(256)) * 4, b"\xff\xfe", b"\xc3", b"\x1b$B\xff"]
)
@pytest.mark.parametrize("media_type", ["text", "html"])
def test_nothing_raises(content, media_type):
    assert isinstance(decoded(content, media_type).text, str)


def test_text_stays_text_and_half_characters_are_mended():
    assert decoded("\ufeffAs it was\r\n").text == "\ufeffAs it was\r\n"
    result = decoded("smile \ud83d\ude00 and \ud83d")
    assert result.text == "smile 😀 and \ufffd"
    assert [warning.code for warning in result.warnings] == ["undecodable_bytes"]


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("Radio ТTaalatbek noted", "Radio Taalatbek noted"),
        ("\u0410Anna Brandt", "Anna Brandt"),
        ("In Моscow today", "In Moscow today"),
        ("СSTО", "CSTO"),
        ("Рoссия и Kитай", "Россия и Китай"),
        ("OОО Ромашка", "ООО Ромашка"),
        ("вo время CУХОЙ", "во время СУХОЙ"),
        ("300 кBт и 2 MВт", "300 кВт и 2 МВт"),
        ("Αthens Νews", "Athens News"),
    ],
)
def test_words_that_mix_scripts(broken, mended):
    text, done = fix_and_explain(broken)
    assert text == mended
    assert all(what.startswith("mixed_script: ") and " -> " in what for what in done)
    assert done


@pytest.mark.parametrize(
    "text",
    [
        "IT-компания «Ромашка»", "Т-72 и Covid-19", "VIPа, PDFы и SMSка", "5 μm, ΔT, 10 кВт", "a β-blocker",
        "“Curly” ‘quotes’ – and — dashes…", "« mot »", "10\u00a0000 euros", "Vraiment\u00a0?", "«\u00a0Oui\u00a0»",
        "می\u200cخواهم", "Ｗｉｄｅ", "naïve café", "R&D at AT&T", "Он сказал “да”", "שלום\u200f!", "👩\u200d🚀",
        "https://example.org/?a=1&b=2",
    ],
)  # fmt: skip
def test_what_is_right_stays(text):
    assert fix_and_explain(text) == (text, [])


@pytest.mark.parametrize(
    ("broken", "mended", "done"),
    [
        ("the presidentâ€™s words", "the president’s words", ["mojibake"]),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚ Ð²Ñ\x81ÐµÐ¼", "Привет всем", ["mojibake"]),
        ("In\u00a0an interview\u2009for", "In an interview for", ["spaces"]),
        ("«Россия»\u00a0— да", "«Россия» — да", ["spaces"]),
        ("one\x0btwo\u2028three", "one two three", ["spaces"]),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth", ["characters"]),
        ("a\0b", "ab", ["characters"]),
        ("ﬁnance", "finance", ["characters"]),
        ("и\u0306од", "йод", ["characters"]),
        ("Tom &amp; Jerry &nbsp;x", "Tom & Jerry  x", ["entities", "spaces"]),
        ("left\u200e to right", "left to right", ["characters"]),
    ],
)
def test_what_is_broken_is_mended_and_explained(broken, mended, done):
    assert fix_and_explain(broken) == (mended, done)


def test_entities_in_html_were_resolved_by_the_parser():
    assert fix_and_explain("write &amp;amp; in HTML", is_html=True) == ("write &amp;amp; in HTML", [])


def test_mending_twice_changes_nothing():
    for text in ("ТTaalatbek\u00a0â€™s", "ﬁve\u200b &lt;", "Αthens"):
        once, _ = fix_and_explain(text)
        assert fix_and_explain(once) == (once, [])


def test_lines_keep_their_original_and_every_repair_is_reported():
    lines = [Line(1, "plain"), Line(2, "Radio ТTaalatbek"), Line(3, "a\u00a0b"), Line(4, "c\u00a0d â€™s")]
    warnings = repair_lines(lines)
    assert [line.text for line in lines] == ["plain", "Radio ТTaalatbek", "a\u00a0b", "c\u00a0d â€™s"]
    assert [line.repaired for line in lines] == [None, "Radio Taalatbek", "a b", "c d ’s"]
    found = {(warning.code, warning.line) for warning in warnings}
    assert found == {("repaired_mixed_script", 2), ("repaired_mojibake", 4), ("repaired_spaces", 3)}
    assert any("ТTaalatbek -> Taalatbek" in warning.message for warning in warnings)
    assert any("2 lines" in warning.message for warning in warnings)


ODD_AND_SOUND = "a ZéÃÂŒ”“»«яЯαГ\u00a0\u200b\x85\x07\t\ud800\U0001f600漢ñ—…&;amp\uffff\ufb01\u0301"


@pytest.mark.parametrize("seed", range(20))
def test_no_line_to_mend_is_passed_over_where_all_are_looked_at_together(seed):
    chance = random.Random(seed)  # noqa: S311
    texts = ["".join(chance.choices(ODD_AND_SOUND, k=chance.randrange(6))) for _ in range(60)]
    found = set(lines_to_look_at(texts))
    needed = {index for index, text in enumerate(texts) if needs_a_look(text)}
    assert needed
    assert needed <= found
    assert all("&" in texts[index] for index in found - needed)


def test_a_page_without_lines_has_none_to_mend():
    assert lines_to_look_at([]) == []
    assert repair_lines([]) == []
