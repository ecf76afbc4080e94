"""Hostile and untidy mark-up on its way to rich text."""

import pytest

from wagtail_cstonews.importing.building.markup.rich_text import (
    clean_text,
    inline_html,
    link_html,
    one_line,
    text_html,
)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<strong>One</strong> <em>two</em>", "<b>One</b> <i>two</i>"),
        ("x<sup>2</sup> H<sub>2</sub>O<br>next", "x<sup>2</sup> H<sub>2</sub>O<br/>next"),
        ("<u>One</u> <span style='color:red'>two</span>", "One two"),
        ("1 &lt; 2 &amp; 3", "1 &lt; 2 &amp; 3"),
        (
            '<a href="https://example.org/?a=1&amp;b=2">x</a>',
            '<a href="https://example.org/?a=1&amp;b=2">x</a>',
        ),
        ('<a href="mailto:a@example.org">x</a>', '<a href="mailto:a@example.org">x</a>'),
        ("<b>open", "<b>open</b>"),
        # What would do harm.
        ("<script>alert(1)</script>One", "One"),
        ("<style>p {}</style>One", "One"),
        ("<img src=x onerror=alert(1)>One", "One"),
        ("<b onclick=alert(1)>One</b>", "<b>One</b>"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<a href="JaVa\tScript:alert(1)">x</a>', "x"),
        ('<a href="data:text/html,x">x</a>', "x"),
        ('<a href="mailto:a b">x</a>', "x"),
        ('<a href="https://">x</a>', "x"),
        ('<a href="http://[x">x</a>', "x"),
        ("<a name=top>x</a>", "x"),
        # Wagtail's own links and embeds cannot be smuggled in.
        ('<a linktype="page" id="1">x</a>', "x"),
        (
            '<a linktype="page" id="1" href="https://example.org/">x</a>',
            '<a href="https://example.org/">x</a>',
        ),
        ('<embed embedtype="image" id="1" format="left"/>One', "One"),
        ("<iframe src=https://example.org></iframe>One", "One"),
        ("<svg><a xlink:href='javascript:x'>One</a></svg>", ""),
        ("One\x00Two", "OneTwo"),
    ],
)
def test_inline_html(html, expected):
    assert inline_html(html) == expected


def test_links_become_absolute():
    base = "https://example.org/news/1"
    assert inline_html('<a href="/a">x</a>', base) == '<a href="https://example.org/a">x</a>'
    assert inline_html('<a href="../b">x</a>', base) == '<a href="https://example.org/b">x</a>'
    assert inline_html('<a href="/a">x</a>') == "x"


def test_text_is_escaped():
    assert text_html("<b>1</b> & 2") == "<p>&lt;b&gt;1&lt;/b&gt; &amp; 2</p>"


def test_link_is_escaped():
    assert link_html('https://example.org/"x', "<a>") == '<a href="https://example.org/&quot;x">&lt;a&gt;</a>'


def test_control_characters_are_dropped():
    assert clean_text("\x1b[2JOne\x7f\n\tTwo ") == "[2JOne\n\tTwo"
    assert one_line(None) == ""
