"""Articles that name all that an article can name."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from tests import factories

HOSTILE = '<script>alert(1)</script>]]>&amp;<svg onload=alert(1)>\x0b\u202eevil" onmouseover="x'
"""Text that is no markup wherever it stands, with a character that XML forbids and one that turns text round.
(PostgreSQL stores no NUL.)
"""


def rich_article(section: Any, number: int, **fields: Any) -> Any:
    """An article with every block, by turns an interview; each with people, images and links of its own."""
    speaker = factories.make_person(f"Speaker {number}")
    asker = factories.make_person(f"Asker {number}")
    document = get_document_model().objects.create(
        title="A report", file=ContentFile(b"x", name=f"report-{number}.txt")
    )
    target = factories.make_article(section, title=f"Old {number}", published_at=None)
    links = f'<a linktype="page" id="{target.pk}">page</a> <a linktype="document" id="{document.pk}">file</a>'
    is_interview = number % 2
    sides = {"interviewee": speaker, "interviewer": asker} if is_interview else {}
    make = factories.make_interview if is_interview else factories.make_article
    body = [
        ("paragraph", f"<p>A <b>bold</b> word &amp; {links}.</p><ul><li>first</li></ul>"),
        ("heading", "A heading"),
        factories.quote(
            "We agreed.\n\nAll of us.", speaker=speaker, role="Minister", attribution="in a letter"
        ),
        factories.exchange(
            "Why now?",
            "<p>Because of the water.</p>",
            questioner=asker,
            answerer=speaker,
            question_links=[{"text": "now", "page": target}],
        ),
        ("image", {"image": factories.make_image(), "caption": "A caption", "credit": "A. Photographer"}),
        ("linked_heading", {"text": "Where to", "links": [{"text": "Where", "url": "https://x.example/"}]}),
        ("list", {"entries": ["one", "two"], "ordered": True}),
        (
            "table",
            {
                "caption": "Levels",
                "columns": [{"type": "text", "heading": "Year"}, {"type": "rich_text", "heading": "Level"}],
                "rows": [{"values": ["2024", "<p>high</p>"]}],
            },
        ),
        ("embed", "https://www.youtube.com/watch?v=abc"),
        ("preformatted", "  two  spaces"),
    ]
    return make(
        section,
        tags=("rail", f"tag {number}"),
        **{
            "title": f"Article {number}",
            "published_at": factories.local_time(2024, 5, 1, 12, number),
            "lead": f"The lead of {number}.",
            "lead_image": factories.make_image(),
            "authors": [("author", {"name": "Ann Author", "person": asker}), ("author", {"name": "Ben"})],
            "body": body,
            **sides,
            **fields,
        },
    )


def hostile_article(section: Any, **fields: Any) -> Any:
    """An article with markup in every field."""
    evil = factories.make_person("Evil <b>Name</b>\u202e")
    article = factories.make_interview(
        section,
        tags=("<i>tag</i>",),
        **{
            "title": HOSTILE[:255],
            "subtitle": HOSTILE,
            "lead": HOSTILE,
            "outlet": HOSTILE[:255],
            "dateline": HOSTILE[:255],
            "lead_image": factories.make_image(title=HOSTILE[:255]),
            "lead_image_caption": HOSTILE,
            "interviewee": evil,
            "interviewee_role": HOSTILE,
            "authors": [("author", {"name": HOSTILE})],
            "body": [
                ("paragraph", '<p onclick="a()">x<script>alert(1)</script><svg onload="b()"></svg></p>'),
                ("paragraph", '<p><a href="javascript:alert(1)">link</a> <a href="/relative/">near</a></p>'),
                ("heading", HOSTILE),
                factories.quote(HOSTILE, speaker=evil, attribution=HOSTILE, source_url="javascript:alert(1)"),
                factories.exchange(
                    HOSTILE, f"<p>{HOSTILE}</p>", question_links=[{"text": "alert", "url": "javascript:x"}]
                ),
                ("list", {"entries": [HOSTILE]}),
                ("embed", "javascript:alert(1)"),
                ("preformatted", f"```\n{HOSTILE}\n```\n# x"),
                ("linked_heading", {"text": HOSTILE, "links": []}),
            ],
            **fields,
        },
    )
    # The form would refuse it.
    type(article).objects.filter(pk=article.pk).update(source_url="javascript:alert(1)")
    article.refresh_from_db()
    return article
