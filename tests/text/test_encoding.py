"""Bytes to text."""

from typing import NamedTuple

import pytest

from wagtail_cstonews.text.encoding import decode_bytes


class Decoded(NamedTuple):
    text: str
    encoding: str


def decoded(content, media_type="text", told=None):
    return Decoded(*decode_bytes(content, told, is_html=media_type == "html"))


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
    assert decoded(page, "html", "Windows-1251").text.endswith("Привет")
    assert decoded(page, "html", "no-such-set").encoding == "windows-1252"


@pytest.mark.parametrize("name", ["undefined", "idna", "punycode", "unicode_escape", "rot13", "zlib", "a\0b"])
def test_codecs_that_are_no_character_sets_are_passed_over(name):
    page = f'<meta charset="{name}"><p>'.encode() + "Привет, мир".encode("cp1251")
    for told in (None, name):
        assert decoded(page, "html", told).text.endswith("Привет, мир")


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, bytes(range(256)) * 4, b"\xff\xfe", b"\xc3", b"\x1b$B\xff"]
)
@pytest.mark.parametrize("media_type", ["text", "html"])
def test_nothing_raises(content, media_type):
    assert isinstance(decoded(content, media_type).text, str)
