# ruff: noqa: E501 - a sentence a line
"""When a paragraph becomes a quote block, and what is printed there."""

from __future__ import annotations

import pytest

from wagtail_cstonews.extraction.people.entities import People
from wagtail_cstonews.extraction.quotes.blocks import Standing, set_apart
from wagtail_cstonews.extraction.quotes.find import find_quotes

from ..helpers import article_of

OPENINGS = {
    "en": "Anna Brandt, the deputy minister of rivers, met reporters in Bonn. Mayor Karl Ellison opened it.",
    "de": "Anna Brandt, die stellvertretende Ministerin, traf in Bonn Journalisten und Bürgermeister Karl Weber.",
    "ru": "Заместитель министра Анна Кузнецова встретилась с журналистами. Мэр Пётр Смирнов открыл заседание.",
    "fr": "Anna Brandt, vice-ministre des Fleuves, a rencontré la presse à Bonn.",
    "es": "Anna Brandt, viceministra de Ríos, se reunió con la prensa en Bonn.",
    "zh": "国防部发言人张晓明在例行记者会上回答了记者的提问。",
    "sr": "Ministarka Ana Petrović sastala se sa novinarima.",
}
WORDS = "We have waited long enough for the bridge, and now it is our turn to build one"


def stand(text: str, language: str = "en", html: str | None = None) -> Standing | None:
    paragraphs = [OPENINGS[language], text]
    found = find_quotes(paragraphs, People.from_texts(paragraphs, language), language)
    return set_apart(text, [quote for quote in found if quote.paragraph == 1], language, html)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f'"{WORDS}," Brandt said.', None),
        (f'"{WORDS}," said Anna Brandt, the deputy minister of rivers.', None),
        (f'"{WORDS}," the deputy minister added.', None),
        (f'"{WORDS}," she went on to say.', None),
        (f"“{WORDS}”, said Brandt.", None),
        (f"‘{WORDS},’ Brandt said.", None),
        (f'"{WORDS}," according to Anna Brandt.', None),
        (f'Brandt said: "{WORDS}."', None),
        (f'Brandt: "{WORDS}."', None),
        (f'"{WORDS}," the deputy minister said on Monday.', "on Monday"),
        (f'"{WORDS}," Brandt told reporters in Bonn.', "to reporters in Bonn"),
        (f'"{WORDS}," Mr. Ellison said in an interview with The Star.', "in an interview with The Star"),
        (f'"{WORDS}," said Ellison, who opened the meeting.', "who opened the meeting"),
        (f'Speaking after the meeting, Brandt said: "{WORDS}."', "speaking after the meeting"),
        (f'"{WORDS}," said Ellison, who read the gauge at Stell for years.', "who read the gauge at Stell for years"),
    ],
)  # fmt: skip
def test_an_attribution_keeps_what_speaker_and_office_do_not_say(text, left):
    assert stand(text) == Standing(f"{WORDS}.", left)


@pytest.mark.parametrize(
    "text",
    [
        f'"{WORDS}," said Mayor Ellison. "Now we build."',
        f'"{WORDS}," Brandt said, "and we shall."',
        f'"{WORDS}," Brandt said, adding that the bridge would open in May.',
        f'"{WORDS}," Brandt said, and the delegates left the hall.',
        f'More inventory needed to match incoming demand: "{WORDS}."',
        f'"{WORDS}." Brandt left the hall without a word.',
        f'The hall was silent. "{WORDS}," Brandt said.',
        f'Brandt came late, and then she said: "{WORDS}."',
        f'"{WORDS}," Brandt, who has led the office since May, told the council.',
        '"We go on," Brandt said when the doors of the old hall in Bonn had been closed at last.',
    ],
)
def test_prose_and_quotation_in_turn_stay_a_paragraph(text):
    assert stand(text) is None


def test_words_that_nobody_is_named_for_stay_in_their_sentence():
    text = f'"{WORDS}," he said.'
    assert set_apart(text, find_quotes([text], People.from_texts([text])), "en") is None


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        (f'"{WORDS}!" Brandt said.', f"{WORDS}!"),
        (f'"{WORDS}?" Brandt asked.', f"{WORDS}?"),
        (f'"{WORDS}…" Brandt said.', f"{WORDS}…"),
        (f'"{WORDS}—" Brandt said.', f"{WORDS}—"),
        (f"“{WORDS}, and the mayor calls it ‘patience,’” Brandt said.", f"{WORDS}, and the mayor calls it ‘patience.’"),
        (f'Brandt said: "{WORDS}".', f"{WORDS}."),
    ],
)  # fmt: skip
def test_the_stop_is_the_one_that_was_printed(printed, words):
    standing = stand(printed)
    assert standing is not None
    assert standing.words == words


@pytest.mark.parametrize(
    ("language", "text", "words", "left"),
    [
        ("de", "„Wir haben lange genug gewartet“, sagte Brandt.", "Wir haben lange genug gewartet.", None),
        ("de", "»Wir haben lange genug gewartet«, so Brandt.", "Wir haben lange genug gewartet.", None),
        ("de", "Brandt sagte: „Wir haben lange genug gewartet.“", "Wir haben lange genug gewartet.", None),
        ("de", "„Worauf warten wir denn noch?“, fragte Brandt.", "Worauf warten wir denn noch?", None),
        ("ru", "«Мы достаточно долго ждали этого моста», — сказала Анна Кузнецова.", "Мы достаточно долго ждали этого моста.", None),
        ("ru", "«Мы достаточно долго ждали этого моста», — сказала заместитель министра.", "Мы достаточно долго ждали этого моста.", None),
        ("ru", "«Мы достаточно долго ждали этого моста!» — отметила она в ходе встречи.", "Мы достаточно долго ждали этого моста!", "в ходе встречи"),
        ("ru", "Анна Кузнецова сказала: «Мы достаточно долго ждали этого моста».", "Мы достаточно долго ждали этого моста.", None),
        ("fr", "« Nous avons attendu assez longtemps ce pont », a déclaré Anna Brandt.", "Nous avons attendu assez longtemps ce pont.", None),
        ("fr", "« Nous avons attendu assez longtemps », explique-t-elle.", "Nous avons attendu assez longtemps.", None),
        ("es", "«Hemos esperado bastante tiempo este puente», dijo Anna Brandt.", "Hemos esperado bastante tiempo este puente.", None),
        ("es", "“Hemos esperado bastante tiempo este puente”, ha señalado Anna Brandt en Bonn.", "Hemos esperado bastante tiempo este puente.", "en Bonn"),
        ("zh", "“我们等这座桥已经等了很久，现在我们自己来建，”张晓明说。", "我们等这座桥已经等了很久，现在我们自己来建。", None),
        ("zh", "张晓明表示：“我们等这座桥已经等了很久，现在我们自己来建”。", "我们等这座桥已经等了很久，现在我们自己来建。", None),
        ("sr", "„Dovoljno dugo smo čekali ovaj most”, rekla je Ana Petrović.", "Dovoljno dugo smo čekali ovaj most.", None),
    ],
)  # fmt: skip
def test_each_language_prints_its_own_stop(language, text, words, left):
    assert stand(text, language) == Standing(words, left)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "„Wir haben lange genug gewartet“, sagte Brandt. „Jetzt bauen wir.“"),
        ("ru", "«Мы достаточно долго ждали, — сказала Кузнецова. — Теперь строим сами»."),
        ("fr", "« Nous avons attendu longtemps, explique Anna Brandt, et maintenant nous construisons. »"),
        ("sr", "„Dovoljno dugo smo čekali ovaj most”, rekla je ministarka novinarima."),
        ("de", "Brandt kam spät, und er sagte: „Wir haben lange genug auf diese Brücke gewartet.“"),
    ],
)
def test_other_languages_alternate_too(language, text):
    assert stand(text, language) is None


@pytest.mark.parametrize(
    ("markup", "is_block"),
    [
        (f'"{WORDS}," said <a href="/ellison">Mayor Ellison</a>.', False),
        (f'"We have <em>waited</em>{WORDS[14:]}," said Mayor Ellison.', False),
        (f'<em>"{WORDS},"</em> said Mayor Ellison.', True),
        (f'"{WORDS}," said <b>Mayor Ellison</b>.', True),
    ],
)
def test_a_block_loses_no_link_and_no_stress(markup, is_block):
    assert (stand(f'"{WORDS}," said Mayor Ellison.', html=markup) is not None) == is_block


PAGE = """<html lang="en"><body><div class="post"><h1>The bridge is to be built at last</h1>
<p>The council of the river ports met on Monday, and its members agreed to build the bridge at Kamenz without further delay.</p>
<p>"We have waited long enough," said <a href="https://example.org/ellison">Mayor Karl Ellison</a>. "Now we build."</p>
<p>"Nobody asked us for nine years, and then everybody asked us in one week. We were ready for all of them," Ellison said.</p>
<p>The first piers are to stand in the autumn, and the bridge is to be opened to lorries in the spring of the year after next.</p>
</div></body></html>"""


def test_a_paragraph_keeps_its_link_and_its_quotes_are_recorded():
    article = article_of(PAGE, media_type="html")
    mixed = next(block for block in article.body if "long enough" in block.text)
    assert (mixed.type, 'href="https://example.org/ellison"' in (mixed.html or "")) == ("paragraph", True)
    number = article.body.index(mixed)
    assert [(quote.text, quote.speaker.name) for quote in article.quotes if quote.block == number] == [
        ("We have waited long enough,", "Karl Ellison"),
        ("Now we build.", "Karl Ellison"),
    ]
    (quote,) = [block for block in article.body if block.type == "quote"]
    assert quote.quote.endswith("We were ready for all of them.")
    assert quote.attribution is None
    assert quote.speaker.name == "Karl Ellison"


def test_a_block_quotation_with_a_link_stays_as_it_is():
    linked = '<blockquote><p>It is not in the <a href="https://example.org/">way</a>.</p><footer>— Anna Brandt, engineer</footer></blockquote>'
    article = article_of(PAGE.replace("<p>The first piers", f"{linked}<p>The first piers"), media_type="html")
    block = next(block for block in article.body if "not in the" in block.text)
    assert "https://example.org/" in (block.html or "")
    assert any("Anna Brandt" in block.text and block.type == "paragraph" for block in article.body)
