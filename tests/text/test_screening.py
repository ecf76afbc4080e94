"""Which lines may need a repair: the quick looks never miss one."""

import random
import re

import pytest
from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad

from wagtail_cstonews.text.screening import lines_to_look_at, needs_a_look

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


def test_no_mojibake_that_ftfy_knows_is_passed_over():
    classes = [re.compile(f"[{chars}]") for chars in MOJIBAKE_CATEGORIES.values()]
    codes = [*range(0x80, 0x600), *range(0x2000, 0x2700), 0x20AC, 0xF8FF, 0xFB01, 0xFB02, 0xFFFD]
    chars = [char for char in map(chr, codes) if any(known.match(char) for known in classes)]
    missed = [
        text
        for first in [*chars, "a", " ", "."]
        for second in chars
        for third in ("", "a", " ", "В", "°")
        if is_bad(text := first + second + third) and not needs_a_look(text)
    ]
    assert chars
    assert not missed


@pytest.mark.parametrize("text", ["Terms & conditions", "Öffnung — «так», 東京。", "naïve façade"])
def test_sound_lines_need_no_mending(text):
    assert not needs_a_look(text)


def test_a_page_without_lines_has_none_to_mend():
    assert lines_to_look_at([]) == []
