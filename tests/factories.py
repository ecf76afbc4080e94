"""Small builders of what the tests need. Each saves what it makes, and takes any field as a keyword."""

from __future__ import annotations

import datetime
import hashlib
import itertools
import struct
import zlib
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction, Site

from wagtail_cstonews import conf
from wagtail_cstonews.models import (
    ImportedDocument,
    ImportRun,
    ImportUpload,
    Person,
    PersonName,
    PersonRole,
    PlannedDocument,
)

_numbers = itertools.count(1)


def local_time(*parts: int) -> datetime.datetime:
    """A moment by the site's clock: year, month, day, hour, minute."""
    return datetime.datetime(*parts, tzinfo=timezone.get_default_timezone())  # type: ignore[misc,arg-type]


def home_page() -> Any:
    """The root page of the default site."""
    return Site.objects.get(is_default_site=True).root_page


def make_user(**fields: Any) -> Any:
    """An administrator, unless told otherwise."""
    number = next(_numbers)
    defaults = {
        "username": f"user{number}",
        "email": f"user{number}@example.org",
        "is_superuser": True,
        "is_staff": True,
        "is_active": True,
    }
    user = get_user_model()(**{**defaults, **fields})
    user.set_password("password")
    user.save()
    return user


def make_index(parent: Any = None, **fields: Any) -> Any:
    """A section, published, below the home page unless another parent is given."""
    number = next(_numbers)
    page = conf.get_news_index_page_model()(**{"title": "News", "slug": f"news-{number}", **fields})
    (parent or home_page()).add_child(instance=page)
    return page


def make_article(parent: Any, *, tags: tuple[str, ...] = (), **fields: Any) -> Any:
    """A news article, published unless ``live=False``."""
    return _make_article(conf.get_news_page_model(), parent, tags, fields)


def make_interview(parent: Any, *, tags: tuple[str, ...] = (), **fields: Any) -> Any:
    """An interview, published unless ``live=False``."""
    return _make_article(conf.get_interview_page_model(), parent, tags, fields)


def _make_article(model: Any, parent: Any, tags: tuple[str, ...], fields: dict[str, Any]) -> Any:
    number = next(_numbers)
    defaults = {
        "title": f"Article {number}",
        "slug": f"article-{number}",
        "published_at": local_time(2024, 5, 1, 12),
        "first_published_at": timezone.now(),
    }
    page = model(**{**defaults, **fields})
    page.tags.add(*tags)
    parent.add_child(instance=page)
    return page


def make_person(
    name: str = "", *, spellings: tuple[str, ...] = (), roles: tuple[str, ...] = (), **fields: Any
) -> Any:
    """A person, with other spellings and roles."""
    person = Person(name=name or f"Person {next(_numbers)}", **fields)
    person.names = [
        PersonName(spelling=spelling, sort_order=place) for place, spelling in enumerate(spellings)
    ]
    person.roles = [PersonRole(title=title, sort_order=place) for place, title in enumerate(roles)]
    person.save()
    return person


def make_image(**fields: Any) -> Any:
    """A small image with a file."""
    number = next(_numbers)
    file = ContentFile(png(640, 480), name=f"image-{number}.png")
    return get_image_model().objects.create(**{"title": f"Image {number}", "file": file, **fields})


def png(width: int, height: int) -> bytes:
    """A grey PNG image."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + b"\x80" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def make_private(page: Any) -> Any:
    """Close ``page`` and what is below it to everybody who is not logged in."""
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def make_run(**fields: Any) -> ImportRun:
    """A finished import."""
    return ImportRun.objects.create(**{"state": ImportRun.State.FINISHED, **fields})


def make_document(run: ImportRun | None = None, **fields: Any) -> ImportedDocument:
    """The record of an imported document."""
    key = fields.pop("key", f"file:///archive/{next(_numbers)}.txt")
    defaults = {
        "run": run,
        "key": key,
        "key_hash": hashlib.sha256(key.encode()).hexdigest(),
        "source": key.rsplit("/", 1)[-1],
        "content_hash": hashlib.sha256(b"").hexdigest(),
        "kind": "news",
        "title": "A title",
    }
    return ImportedDocument.objects.create(**{**defaults, **fields})


def make_planned(user: Any, section: Any, content: str | bytes, **fields: Any) -> PlannedDocument:
    """An upload of one document, which waits for its editor."""
    from wagtail_cstonews.documents import RawDocument
    from wagtail_cstonews.importing.queue.packing import pack

    upload = ImportUpload.objects.create(user=user, section=section, state=ImportUpload.State.PLANNED)
    given = {"source": "pasted text", "key": f"pasted:{upload.pk}", **fields}
    document = RawDocument("pasted", content, **given)
    return PlannedDocument.objects.create(
        upload=upload, number=1, content=pack([document]), source=document.source
    )


def quote(text: str, *, speaker: Any = None, **fields: Any) -> tuple[str, dict[str, Any]]:
    """A quote block for ``body=[...]``."""
    return "quote", {"quote": text, "speaker": speaker, **fields}


def exchange(
    question: str, answer: str, *, answerer: Any = None, **fields: Any
) -> tuple[str, dict[str, Any]]:
    """An exchange block for ``body=[...]``; the answer is one paragraph of HTML."""
    return "exchange", {
        "question": question,
        "answer": [("paragraph", answer)],
        "answerer": answerer,
        **fields,
    }


def paragraph(html: str) -> tuple[str, str]:
    """A paragraph block for ``body=[...]``."""
    return "paragraph", html


def make_minister() -> Any:
    """Somebody of whom everything is known that a person's page shows."""
    return make_person(
        "Anna Orlova",
        roles=("Minister",),
        link="https://example.org/anna",
        biography="<p>Born in <b>Osh</b>.</p>",
        picture=make_image(),
    )
