"""Invented rows of the sets that benchmarks read."""

import gzip
import json

NEWS = (
    "Council closes the bridge\n\nMayor Anna Brown spoke to reporters on Monday.\n\n"
    "“We will close the bridge for a year,” Brown said.\n\n“Nobody has asked the island,” said Carl Dove."
)


def write(path, rows):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def quote_rows():
    quotes = []
    for words, speaker in (
        ("“We will close the bridge for a year,”", "Anna Brown"),
        ("“Nobody has asked the island,”", "Carl Dove"),
    ):
        start = NEWS.index(words)
        quotes.append(
            {
                "start": start,
                "end": start + len(words),
                "kind": "direct",
                "speaker": speaker,
                "mention": speaker,
            }
        )
    return [{"id": str(number), "text": NEWS, "quotes": quotes} for number in (1, 2)]


def page_row(number):
    paragraphs = [
        "The council voted on Monday to close the old bridge for a whole year, after engineers found cracks.",
        "Work will begin in spring, the mayor said after the meeting, and it will not be done before winter.",
        "Residents of the island have asked for a ferry in the meantime, but nobody knows who would pay it.",
    ]
    marked = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return {
        "id": str(number),
        "url": f"https://example.org/{number}",
        "text": "\n".join(["Council closes the bridge", *paragraphs]),
        "html": f"<html><head><title>Council closes the bridge</title></head><body><article>"
        f"<h1>Council closes the bridge</h1>{marked}</article></body></html>",
        "gold": {"title": "Council closes the bridge", "body": "\n".join(paragraphs)},
    }
