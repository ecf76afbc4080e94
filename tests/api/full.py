"""Articles with everything that an article can have."""

from __future__ import annotations

from typing import Any

from tests import factories


def make_full(section: Any, number: int = 1) -> tuple[Any, Any]:
    """An article and an interview with every type of block, which refer to a page, images and people."""
    anna = factories.make_person(f"Anna Orlova {number}")
    boris = factories.make_person(f"Boris Petrov {number}")
    other = factories.make_article(section, title=f"Other {number}", slug=f"other-{number}")
    fields: dict[str, Any] = {
        "subtitle": "Subtitle",
        "dateline": "Bishkek",
        "lead": "Lead",
        "outlet": "Radio Manas",
        "source_url": "https://example.org/",
        "lead_image_caption": "A hall",
        "lead_image_credit": "A. Sadykova",
        "authors": [("author", {"name": "A. Author", "person": boris})],
        "body": body(anna, boris, other),
        "quotes": [factories.quote("Said inside.", speaker=boris, role="Mayor")],
        "related": [
            ("teaser", {"page": other}),
            ("teaser", {"text": "Printed", "url": "https://a.example/"}),
        ],
        "tags": ("Rail", "bridges"),
    }
    article = factories.make_article(
        section, title=f"Full {number}", lead_image=factories.make_image(), **fields
    )
    interview = factories.make_interview(
        section,
        title=f"Talk {number}",
        lead_image=factories.make_image(),
        interviewee=anna,
        interviewee_role="Minister",
        interviewer=boris,
        **fields,
    )
    return article, interview


def body(anna: Any, boris: Any, other: Any) -> list[Any]:
    """A block of every type."""
    link = f'<a linktype="page" id="{other.pk}">link</a>'
    return [
        factories.paragraph(f"<p>Text with a {link}</p>"),
        ("heading", "Heading"),
        factories.quote("Words", speaker=anna, role="Minister", attribution="in a letter"),
        factories.quote("Printed", speaker_name="A. Orlova"),
        factories.exchange(
            "Why there?",
            f"<p>Because of a {link}</p>",
            answerer=anna,
            questioner=boris,
            question_links=[{"text": "there", "page": other}],
        ),
        factories.exchange("And then?", "<p>Nothing.</p>"),
        ("image", {"image": factories.make_image(), "caption": "Caption", "link": {"page": other}}),
        ("list", {"entries": ["One"], "ordered": True}),
        (
            "table",
            {
                "columns": [{"type": "text", "heading": "A"}, {"type": "rich_text", "heading": "B"}],
                "rows": [{"values": ["1", f"<b>2</b> {link}"]}],
                "caption": "Table",
            },
        ),
        ("embed", "https://www.youtube.com/watch?v=xxxxxxxxxxx"),
        ("preformatted", "  verse"),
        ("linked_heading", {"text": "A heading", "links": [{"text": "heading", "page": other}]}),
    ]
