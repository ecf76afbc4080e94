# ruff: noqa: E501 - lines of scraped text are long
"""Documents of every kind that an editor may correct, and how they are corrected in tests."""

import datetime
import json

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.corrections import Corrections
from wagtail_cstonews.extraction.pipeline import extract

from ..helpers import validator
from ..herald import document as herald
from ..valley import PAGE

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)

NEWS = """Harbour News

Lock closed for repairs

12 May 2024

By Anna Brandt

KAMENZ, May 12 (Agency) — The lock at Kamenz will be closed for two weeks from Monday, the river authority said.

Ships have to wait in Esterburg until the gates are tight again, a spokesman said.

"We had no choice, the gates leak everywhere," Ivan Petrov, the harbour master, said.

The last repairs were made in 1998, when the old gates of oak were replaced by gates of steel.

Go back"""

WRAPPED = """Lock closed for repairs

The lock at Kamenz will be closed for two weeks from Monday
on, the river authority said. Ships have to wait in the port
of Esterburg until the gates are tight again, and a hundred
of them are expected to be there by the end of the month.

The last repairs were made in 1998, when the old gates that
were made of oak had been replaced by gates of steel, which
have rusted since, as the engineers of the authority found.
Nobody knows what the new ones will cost the river towns."""

INTERVIEW = """Interview with Anna Brandt, the Deputy Minister

Anna Brandt spoke with the Harbour News about the locks.

Harbour News: Why is the lock closed?

Anna Brandt: The gates leak, and nobody can repair them while ships pass.

Harbour News: Who pays for the repairs?

Anna Brandt: The river authority does, and the towns on the river pay a third.

It gets nothing from the capital.

Harbour News: When will ships pass again?

Anna Brandt: In two weeks, if the weather is good."""

TALK = """The gates leak

The river authority invited reporters to the lock on Friday, and the harbour master spoke with them there.

Why is the lock closed these days

The gates leak, and nobody can repair them while ships pass through the lock every hour.

And who will pay for all of this

The river authority does, and the towns on the river pay a third of it in the end."""

LISTING = "\n\n".join(
    [
        "All news",
        *(
            f"{day}.05.2024\n\nThe council of the river ports met in town {day} and agreed on a common exam for pilots."
            for day in range(10, 22)
        ),
        "Next page",
    ]
)

MENDED = """Lock&nbsp;closed for repairs &amp; paint

The lock at\u00a0Kamenz will be closed for two weeks from Monday, the river authority said on Friday.

Ships have to wait in \u0415sterburg until the gates are tight again, and nobody knows how long that is."""

HTML = """<html><head><title>Lock closed | Harbour News</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<h1>Lock closed for repairs</h1><p class="date">12 May 2024</p>
<figure><img src="/lock.jpg" width="900" height="600"><figcaption>The lock at Kamenz in May</figcaption></figure>
<p>The lock at <a href="/kamenz">Kamenz</a> will be closed for <em>two weeks</em> from Monday, the <a href="https://river.example/">river authority</a> said.</p>
<p>Ships have to wait in Esterburg until the gates are tight again, a spokesman of the authority said.</p>
<img src="/gates.jpg" width="800" height="500" alt="The gates">
<blockquote><p>We had no choice, the gates leak everywhere.</p><cite>Ivan Petrov, harbour master</cite></blockquote>
<table><tr><th>Year</th><th>Gates</th></tr><tr><td>1998</td><td>steel</td></tr></table>
<ul><li>Two weeks of repairs</li><li>A hundred ships that wait</li></ul>
<p>The last repairs were made in 1998, when the old gates of oak were replaced by gates of steel.</p>
<div class="related"><h3>Read also</h3><p><a href="/b">The bridge of Lower Ilse stays closed until the autumn, engineers say.</a></p></div>
</body></html>"""

FRAGMENT = """<h2>Lock closed for repairs</h2>
<p>The lock at <a href="https://kamenz.example/">Kamenz</a> will be closed for two weeks from Monday on.</p>
<figure><img src="https://a.example/lock.jpg" alt="Lock"><figcaption>The lock in May</figcaption></figure>
<p>Ships have to wait in Esterburg until the gates are tight again, a spokesman said.</p>
<blockquote><p>We had no choice.</p><cite>Ivan Petrov</cite></blockquote>
<pre>one
two</pre><ul><li>First</li><li>Second</li></ul>
<p>By Anna Brandt</p><p>12 May 2024</p>"""

URL = "https://www.river.example/2024/05/lock"


def raw(content, **fields):
    return RawDocument("1", content, "a.txt", **fields)


DOCUMENTS = {
    "news": raw(NEWS),
    "news of a source": raw(NEWS, title="Lock shut", date="2024-05-13", author="Eva Novak", url=URL),
    "wrapped": raw(WRAPPED),
    "interview": raw(INTERVIEW),
    "talk": raw(TALK),
    "listing": raw(LISTING),
    "mended": raw(MENDED),
    "bytes": raw(NEWS.replace("—", "-").encode("cp1251")),
    "herald": herald(0),
    "page": raw(HTML, media_type="html", url=URL),
    "page of rivers": raw(PAGE.format(head=""), media_type="html", url=URL),
    "fragment": raw(FRAGMENT, media_type="html", url=URL, fragment=True, title="Lock shut"),
    "fragment without title": raw(FRAGMENT, media_type="html", fragment=True),
    "one line": raw("The lock is closed until May."),
    "menu": raw("Home\nSport\nCity\nContact"),
}


def read(document, corrections=None, **options):
    """The article of a document, checked against the schema."""
    article = extract(document, now=NOW, corrections=corrections, **options)
    validator().validate(article.to_dict())
    return article


def as_json(article):
    return json.dumps(article.to_dict(), sort_keys=True)


def line_of(article, text):
    """The first line that contains a text."""
    return next(line for line in article.lines if text in line.clean)


class Desk:
    """An editor at a document: each correction is made on the lines that the ones before gave."""

    def __init__(self, document, **options):
        self.document = document if not isinstance(document, str) else raw(document)
        self.options = options
        self.corrections = Corrections()
        self.article = read(self.document, **options)
        self.first = self.article

    def do(self, corrections):
        self.corrections = corrections
        self.article = read(self.document, corrections, **self.options)
        return self.article

    @property
    def lines(self):
        return self.article.lines

    def number(self, text):
        return line_of(self.article, text).number

    def label(self, label, *texts):
        return self.do(self.corrections.relabelled(self.lines, map(self.number, texts), label))

    def join(self, text):
        return self.do(self.corrections.joined(self.lines, self.number(text)))

    def split(self, text):
        """Begin a new line at a text."""
        line = line_of(self.article, text)
        shown = line.text if line.repaired is None else line.repaired
        return self.do(self.corrections.split(self.lines, line.number, shown.index(text)))

    def speaker(self, text, name, role="", person=None):
        return self.do(self.corrections.spoken_by(self.lines, self.number(text), name, role, person))

    def take_back(self, text):
        return self.do(self.corrections.without(self.lines, self.number(text)))

    def block(self, text):
        line = line_of(self.article, text)
        return None if line.block is None else self.article.body[line.block]

    @property
    def codes(self):
        return [warning.code for warning in self.article.warnings]
