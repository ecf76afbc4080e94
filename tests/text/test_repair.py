# ruff: noqa: E501 - lines of scraped text are long
"""Repairs of one line."""

import pytest

from wagtail_cstonews.text.repair import fix_and_explain


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


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("na\u200d\u200d\u200dme", "name"),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),
        ("\u200c\u200d\u200cname", "name"),
        ("R&amp;amp;amp;amp;amp;D", "R&D"),
        ("e" + "\u0301" * 40, "\u00e9" + "\u0301" * 29),
    ],
)
def test_what_is_piled_up_is_mended_at_once(text, mended):
    assert fix_and_explain(text)[0] == mended
