"""The pieces that an article is made of.

``BodyBlock`` is the body of a page, ``RelatedStreamBlock`` its teasers of other articles,
``AuthorStreamBlock`` its authors.
"""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import FieldBlock
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.embeds.blocks import EmbedBlock as WagtailEmbedBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from .publishing.representation import image_dict, speaker_dict
from .publishing.text_links import link_words
from .publishing.visibility import RestrictedPaths
from .web import safe_url, validate_web_url

INLINE_FEATURES = ["bold", "italic", "link", "document-link", "superscript", "subscript"]
PARAGRAPH_FEATURES = [*INLINE_FEATURES, "ol", "ul", "hr"]

PERSON_MODEL = "wagtail_cstonews.Person"


def _template(name: str) -> str:
    return f"wagtail_cstonews/blocks/{name}.html"


PREVIEW_TEMPLATE = "wagtail_cstonews/previews/block.html"


class ParagraphBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": PARAGRAPH_FEATURES, **kwargs})

    class Meta:
        label = _("Paragraph")
        icon = "pilcrow"
        description = _("Running text, with links, emphasis and short lists.")
        template = _template("paragraph")
        preview_template = PREVIEW_TEMPLATE
        preview_value = (
            "<p>The council met in Bishkek on Thursday and agreed on <b>a joint exercise</b> next spring.</p>"
        )


class HeadingBlock(blocks.CharBlock):
    class Meta:
        label = _("Heading")
        icon = "title"
        description = _("A heading inside the article.")
        form_classname = "title"
        template = _template("heading")
        preview_template = PREVIEW_TEMPLATE
        preview_value = _("What was agreed")


class PreformattedBlock(blocks.TextBlock):
    """Text whose line breaks and spaces count: code, verse, a shortcode that came with an import."""

    def __init__(self, **kwargs: Any) -> None:
        # Leading spaces are part of it.
        super().__init__(**{"rows": 4, **kwargs})
        self.field_options["strip"] = False

    class Meta:
        label = _("Preformatted text")
        icon = "code"
        description = _("Code or verse, whose line breaks and spaces are kept.")
        template = _template("preformatted")
        preview_template = PREVIEW_TEMPLATE
        preview_value = "Two roads diverged in a yellow wood,\n  And sorry I could not travel both"


class LinkValue(blocks.StructValue):
    def target(self, restricted: RestrictedPaths | None = None) -> tuple[Any, str]:
        """The page that the link leads to, if it is public, and the address; empty where it leads nowhere."""
        page = self.get("page")
        if page is not None and (restricted or RestrictedPaths()).is_public(page) and (url := page.get_url()):
            return page, url
        return None, safe_url(self.get("url"))

    @property
    def address(self) -> str:
        return self.target()[1]


def _link_page() -> blocks.PageChooserBlock:
    return blocks.PageChooserBlock(required=False, label=_("Page"))


def _link_url() -> blocks.URLBlock:
    return blocks.URLBlock(
        required=False,
        label=_("Address"),
        validators=[validate_web_url],
        help_text=_("Used where no page is chosen, or the page is not public."),
    )


class LinkTargetBlock(blocks.StructBlock):
    """Where a link leads: a page of this site, or else an address."""

    page = _link_page()
    url = _link_url()

    class Meta:
        label = _("Link")
        icon = "link"
        description = _("Where a link leads.")
        value_class = LinkValue
        preview_template = PREVIEW_TEMPLATE
        preview_value = {"url": "https://example.org/"}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        page, address = value.target() if value else (None, "")
        return {"page": page.pk if page else None, "url": address} if address else None


class TextLinkBlock(blocks.StructBlock):
    """A link on words of a text that holds no mark-up."""

    text = blocks.CharBlock(label=_("Words"), help_text=_("As they stand in the text."))
    page = _link_page()
    url = _link_url()

    class Meta:
        label = _("Link")
        icon = "link"
        description = _("A link on words of the text.")
        value_class = LinkValue
        label_format = _("{text}")
        preview_template = PREVIEW_TEMPLATE
        preview_value = {"text": "the report", "url": "https://example.org/"}


class TextLinksBlock(blocks.ListBlock):
    """The links of a text, each on words of it."""

    def __init__(self, **kwargs: Any) -> None:
        options = {"default": [], "label": _("Links"), "collapsed": True, **kwargs}
        super().__init__(TextLinkBlock(), **options)

    class Meta:
        icon = "link"
        description = _("Links on words of the text.")
        preview_template = PREVIEW_TEMPLATE
        preview_value = [{"text": "the report", "url": "https://example.org/"}]

    def get_api_representation(self, value: Any, context: Any = None) -> list[dict[str, Any]]:
        restricted = RestrictedPaths()
        found = [(link.get("text") or "", *link.target(restricted)) for link in value or ()]
        return [
            {"text": text, "page": page.pk if page else None, "url": address}
            for text, page, address in found
            if text and address
        ]


def require_words(cleaned: Any, links: str, *texts: str) -> None:
    """Refuses links on words that stand in none of the texts."""
    found = " ".join(" ".join(str(cleaned.get(name) or "").split()) for name in texts)
    missing = [
        link["text"] for link in cleaned.get(links) or () if " ".join(link["text"].split()) not in found
    ]
    if missing:
        message = _("“%(words)s” does not stand in the text. Copy the words from there, or remove the link.")
        error = ValidationError(message, code="not_in_text", params={"words": missing[0]})
        raise StructBlockValidationError({links: ListBlockValidationError(non_block_errors=[error])})


def with_links(text: str | None, links: Any) -> str:
    """The text with its links, as HTML; plain text where it has none."""
    if not text or not links:
        return text or ""
    restricted = RestrictedPaths()
    found = [(link.get("text") or "", link.target(restricted)[1]) for link in links]
    return mark_safe(link_words(text, [link for link in found if all(link)]))  # noqa: S308  escaped there


class LinkedHeadingValue(blocks.StructValue):
    @property
    def linked_text(self) -> str:
        return with_links(self.get("text"), self.get("links"))


class LinkedHeadingBlock(blocks.StructBlock):
    """A heading inside the article, of which words are links."""

    text = blocks.CharBlock(label=_("Heading"))
    links = TextLinksBlock()

    class Meta:
        label = _("Heading with links")
        icon = "title"
        description = _("A heading of which words are links.")
        value_class = LinkedHeadingValue
        label_format = _("{text}")
        template = _template("linked_heading")
        preview_template = PREVIEW_TEMPLATE
        preview_value = {"text": _("What was agreed")}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            require_words(cleaned, "links", "text")
        return cleaned


class SpeakerMixin:
    """Values that say whose words they hold. A chosen person wins over the name as printed."""

    def speaker_for(self, chooser: str, name: str, role: str, *, has_page: bool = True) -> Any:
        get = self.get  # type: ignore[attr-defined]
        return speaker_dict(get(chooser), get(name) or "", get(role) or "", has_page=has_page)

    def name_for(self, chooser: str, name: str) -> str:
        """The name alone, which costs no address."""
        get = self.get  # type: ignore[attr-defined]
        person = get(chooser)
        return (get(name) or "") if person is None else person.name


class QuoteValue(SpeakerMixin, blocks.StructValue):
    @property
    def speaker_details(self) -> Any:
        return self.speaker_for("speaker", "speaker_name", "role")

    @property
    def safe_source_url(self) -> str:
        return safe_url(self.get("source_url"))


class QuotedBlock(blocks.StructBlock):
    """Words of somebody that stand in a paragraph, kept so that their speaker's page shows them too."""

    quote = blocks.TextBlock(label=_("Quote"), rows=2, help_text=_("The words, without quotation marks."))
    speaker = SnippetChooserBlock(PERSON_MODEL, required=False, label=_("Speaker"))
    speaker_name = blocks.CharBlock(
        required=False,
        label=_("Speaker as printed"),
        help_text=_("Shown where no speaker is chosen."),
    )
    role = blocks.CharBlock(
        required=False, label=_("Role at the time"), help_text=_("The office that the article gives.")
    )

    class Meta:
        label = _("Quote")
        icon = "openquote"
        description = _("Words that somebody says in a paragraph, with the speaker.")
        value_class = QuoteValue
        label_format = _("{quote}")
        template = _template("quote")
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "quote": _("We have agreed on a joint exercise next spring."),
            "speaker_name": "Aigul Sadykova",
        }

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        return {"quote": value.get("quote") or "", "speaker": value.speaker_details}


class QuoteBlock(QuotedBlock):
    """Somebody's words, with whose they are and how the source puts it."""

    quote = blocks.TextBlock(label=_("Quote"), help_text=_("The words, without quotation marks."))
    attribution = blocks.TextBlock(
        required=False,
        rows=1,
        label=_("Attribution"),
        help_text=_("What is to be said beside speaker and role, such as “in a letter to the council”."),
    )
    source_url = blocks.URLBlock(
        required=False,
        label=_("Source"),
        validators=[validate_web_url],
        help_text=_("The address where the words were published."),
    )

    class Meta:
        description = _("Somebody's words, with the speaker.")
        preview_value = {
            **QuotedBlock._meta_class.preview_value,
            "role": _("Deputy Secretary General"),
            "attribution": _("after the meeting"),
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            # A draft, an autosave or a preview: what is missing is asked for on publishing.
            return cleaned
        # The form field strips what Python calls white space; zero-width characters are left.
        if not any(character.isalnum() for character in cleaned.get("quote") or ""):
            raise StructBlockValidationError(
                {"quote": ValidationError(_("A quote needs the words that were said."), code="required")}
            )
        return cleaned

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        return {
            **super().get_api_representation(value, context),
            "attribution": value.get("attribution") or None,
            "source_url": value.safe_source_url or None,
        }


class QuotedStreamBlock(blocks.StreamBlock):
    """What is said in an article's paragraphs. The paragraphs print it; this says who said it."""

    quote = QuotedBlock()

    class Meta:
        label = _("Quotes in paragraphs")
        icon = "openquote"
        description = _("What is said in the paragraphs, and by whom.")
        preview_template = PREVIEW_TEMPLATE
        preview_value = [("quote", {"quote": _("We have agreed on a joint exercise next spring.")})]


class AnswerStreamBlock(blocks.StreamBlock):
    """An answer: running text, and words of others that it quotes."""

    paragraph = ParagraphBlock()
    quote = QuoteBlock()

    class Meta:
        label = _("Answer")
        icon = "comment"
        description = _("The answer to a question.")
        template = _template("answer")
        preview_template = PREVIEW_TEMPLATE
        preview_value = [
            ("paragraph", "<p>Nothing is decided yet. We will know more in the autumn.</p>"),
        ]


class ExchangeValue(SpeakerMixin, blocks.StructValue):
    @property
    def linked_question(self) -> str:
        """The question with its links."""
        return with_links(self.get("question"), self.get("question_links"))

    @property
    def questioner_details(self) -> Any:
        """Who asks, as far as the block says it."""
        return self.speaker_for("questioner", "questioner_name", "questioner_role", has_page=False)

    @property
    def answerer_details(self) -> Any:
        """Who answers, as far as the block says it."""
        return self.speaker_for("answerer", "answerer_name", "answerer_role")

    def sides_on(self, page: Any) -> dict[str, Any]:
        """Who asks and who answers: whom the block names, else whom ``page`` names."""
        return {
            "questioner": self.questioner_details or self._side_of(page, "interviewer", "questioner_role"),
            "answerer": self.answerer_details or self._side_of(page, "interviewee", "answerer_role"),
        }

    def _side_of(self, page: Any, side: str, role: str) -> Any:
        details = getattr(page, f"{side}_details", None)
        return details and {**details, "role": self.get(role) or details["role"]}


class ExchangeBlock(blocks.StructBlock):
    """A question with its answer."""

    question = blocks.TextBlock(label=_("Question"))
    questioner = SnippetChooserBlock(
        PERSON_MODEL,
        required=False,
        label=_("Asked by"),
        help_text=_("The page's interviewer if left empty."),
    )
    questioner_name = blocks.CharBlock(
        required=False, label=_("Asked by, as printed"), help_text=_("Shown where nobody is chosen.")
    )
    questioner_role = blocks.CharBlock(required=False, label=_("Role of who asks"))
    answer = AnswerStreamBlock()
    answerer = SnippetChooserBlock(
        PERSON_MODEL,
        required=False,
        label=_("Answered by"),
        help_text=_("The page's interviewee if left empty."),
    )
    answerer_name = blocks.CharBlock(
        required=False, label=_("Answered by, as printed"), help_text=_("Shown where nobody is chosen.")
    )
    answerer_role = blocks.CharBlock(required=False, label=_("Role of who answers"))
    question_links = TextLinksBlock(label=_("Links in the question"))

    class Meta:
        label = _("Question and answer")
        icon = "help"
        description = _("A question with its answer, as interviews have them.")
        value_class = ExchangeValue
        label_format = _("{question}")
        template = _template("exchange")
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "question": _("When will the exercise take place?"),
            "questioner_name": "Radio Manas",
            "answer": [("paragraph", "<p>Nothing is decided yet. We will know more in the autumn.</p>")],
            "answerer_name": "Aigul Sadykova",
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            require_words(cleaned, "question_links", "question")
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, **value.sides_on(context.get("page"))}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        answer = self.child_blocks["answer"]
        sides = value.sides_on((context or {}).get("page"))
        return {
            "question": {
                "text": value.get("question") or "",
                "speaker": sides["questioner"],
                "links": self.child_blocks["question_links"].get_api_representation(
                    value.get("question_links"), context=context
                ),
            },
            "answer": {
                "body": answer.get_api_representation(value.get("answer"), context=context),
                "speaker": sides["answerer"],
            },
        }


class ImageValue(blocks.StructValue):
    @property
    def alt(self) -> str:
        image = self.get("image")
        return self.get("alt_text") or (image.default_alt_text if image else "")

    @property
    def linked_caption(self) -> str:
        """The caption with its links."""
        return with_links(self.get("caption"), self.get("caption_links"))

    @property
    def linked_credit(self) -> str:
        """The credit with its links."""
        return with_links(self.get("credit"), self.get("caption_links"))


class ImageBlock(blocks.StructBlock):
    """An image with its caption."""

    image = ImageChooserBlock(required=False, label=_("Image"))
    alt_text = blocks.CharBlock(
        required=False,
        label=_("Alternative text"),
        help_text=_("What the image shows, for those who cannot see it. The image's own text if left empty."),
    )
    caption = blocks.TextBlock(required=False, rows=2, label=_("Caption"))
    credit = blocks.CharBlock(required=False, label=_("Credit"))
    source_url = blocks.URLBlock(
        required=False,
        label=_("Address of a missing image"),
        validators=[validate_web_url],
        help_text=_("Where an import saw it. Visitors see nothing of the block until there is an image."),
    )
    link = LinkTargetBlock(required=False, label=_("The image leads to"))
    caption_links = TextLinksBlock(label=_("Links in caption and credit"))

    class Meta:
        label = _("Image")
        icon = "image"
        description = _("An image with its caption and credit.")
        value_class = ImageValue
        label_format = _("{caption}")
        template = _template("image")
        preview_template = "wagtail_cstonews/previews/image.html"
        preview_value = {"caption": _("The delegations before the meeting."), "credit": "A. Sadykova"}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not (self.is_deferred_validation or cleaned.get("image") or cleaned.get("source_url")):
            raise StructBlockValidationError(
                {"image": ValidationError(_("Choose an image."), code="required")}
            )
        if not self.is_deferred_validation:
            require_words(cleaned, "caption_links", "caption", "credit")
        return cleaned

    def get_searchable_content(self, value: Any) -> list[Any]:
        return super().get_searchable_content(value) if value.get("image") else []

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        return {
            "image": image_dict(value.get("image"), value.alt),
            "caption": value.get("caption") or None,
            "credit": value.get("credit") or None,
            "link": self.child_blocks["link"].get_api_representation(value.get("link"), context=context),
            "caption_links": self.child_blocks["caption_links"].get_api_representation(
                value.get("caption_links"), context=context
            ),
        }


class ItemListBlock(blocks.StructBlock):
    """A list whose items are plain text."""

    # Not "items": that is a method of every struct value.
    entries = blocks.ListBlock(blocks.TextBlock(rows=1, label=_("Item")), label=_("Items"), min_num=1)
    ordered = blocks.BooleanBlock(required=False, label=_("Numbered"))

    class Meta:
        label = _("List")
        icon = "list-ul"
        description = _("A list, with bullets or numbers.")
        template = _template("list")
        preview_template = PREVIEW_TEMPLATE
        preview_value = {"entries": [_("Joint exercises"), _("Shared training")], "ordered": False}


class TableBlock(TypedTableBlock):
    """A table; each column holds plain text or rich text."""

    text = blocks.TextBlock(required=False, rows=1, label=_("Text"))
    rich_text = blocks.RichTextBlock(required=False, features=INLINE_FEATURES, label=_("Formatted text"))

    class Meta:
        label = _("Table")
        icon = "table"
        description = _("A table with a caption and column headings.")
        template = _template("table")
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "caption": "Exercises",
            "columns": [{"type": "text", "heading": "Year"}, {"type": "text", "heading": "Place"}],
            "rows": [{"values": ["2024", "Bishkek"]}, {"values": ["2025", "Dushanbe"]}],
        }

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "has_headings": any(column["heading"] for column in value.columns)}


VIDEO_FILE = re.compile(r"\.(?:mp4|m4v|mov|webm|ogv)$", re.IGNORECASE)
AUDIO_FILE = re.compile(r"\.(?:mp3|m4a|aac|oga|ogg|opus|wav|flac|weba)$", re.IGNORECASE)


def media_kind(url: str) -> str:
    """The element in which browsers play a file: ``video``, ``audio``; empty where it is none that they play.

    >>> media_kind("https://valley.example/a.mp3?x=1"), media_kind("https://valley.example/mp3")
    ('audio', '')
    """
    path = url.partition("#")[0].partition("?")[0]
    if VIDEO_FILE.search(path):
        return "video"
    return "audio" if AUDIO_FILE.search(path) else ""


class EmbedBlock(WagtailEmbedBlock):
    """A video or post of another site, by its address."""

    class Meta:
        label = _("Embed")
        icon = "media"
        description = _("A video or a post of another site.")
        template = _template("embed")
        # Nothing is fetched to show the editor what an embed is.
        preview_template = "wagtail_cstonews/previews/embed.html"
        preview_value = "https://www.youtube.com/watch?v=xxxxxxxxxxx"

    def clean(self, value: Any) -> Any:
        # What its provider took down is shown as a link, and must not keep the page from being saved.
        value = FieldBlock.clean(self, value)
        if value is not None:
            validate_web_url(value.url)
        return value

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "player": media_kind(value.url) if value else ""}

    def get_api_representation(self, value: Any, context: Any = None) -> str | None:
        return safe_url(value.url) or None if value else None


class BodyBlock(blocks.StreamBlock):
    """The body of an article."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    quote = QuoteBlock()
    exchange = ExchangeBlock()
    image = ImageBlock()
    list = ItemListBlock()
    table = TableBlock()
    embed = EmbedBlock()
    preformatted = PreformattedBlock()
    linked_heading = LinkedHeadingBlock()

    class Meta:
        label = _("Body")
        icon = "doc-full"
        description = _("The body of an article.")
        template = _template("body")
        preview_template = PREVIEW_TEMPLATE
        preview_value = [
            ("heading", "What was agreed"),
            ("paragraph", "<p>The council met in Bishkek on Thursday.</p>"),
        ]


class AuthorBlock(blocks.StructBlock):
    """Who wrote the article, as printed."""

    name = blocks.CharBlock(label=_("Name"), help_text=_("As printed."))
    person = SnippetChooserBlock(PERSON_MODEL, required=False, label=_("Person"))

    class Meta:
        label = _("Author")
        icon = "user"
        description = _("Who wrote the article.")
        template = _template("author")
        preview_template = PREVIEW_TEMPLATE
        preview_value = {"name": "Aigul Sadykova"}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        person = value.get("person")
        return {"name": value.get("name") or "", "id": person.pk if person else None}


class AuthorStreamBlock(blocks.StreamBlock):
    """The authors of an article, in order."""

    author = AuthorBlock()

    class Meta:
        label = _("Authors")
        icon = "group"
        description = _("Who wrote the article.")
        preview_template = PREVIEW_TEMPLATE
        preview_value = [("author", {"name": "Aigul Sadykova"})]


class RelatedValue(blocks.StructValue):
    def link(self, restricted: RestrictedPaths) -> dict[str, Any]:
        """What may be shown: a page that is not public gives neither its title nor its address."""
        page = self.get("page")
        page = page if page is not None and restricted.is_public(page) else None
        return {
            "text": self.get("text") or (page.title if page else ""),
            "date": self.get("date"),
            "page": page,
            "url": (page.get_url() if page else "") or safe_url(self.get("url")),
        }


class RelatedBlock(blocks.StructBlock):
    """A pointer to another article: a page of this site, or the teaser as it was printed."""

    text = blocks.TextBlock(
        required=False,
        rows=2,
        label=_("Teaser"),
        help_text=_("The page's title is shown if left empty."),
    )
    date = blocks.DateBlock(required=False, label=_("Date"))
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    url = blocks.URLBlock(required=False, label=_("Address"), validators=[validate_web_url])

    class Meta:
        label = _("Related article")
        icon = "link"
        description = _("A pointer to another article.")
        value_class = RelatedValue
        label_format = _("{text}")
        preview_template = "wagtail_cstonews/previews/related.html"
        preview_value = {"text": _("The council met in Bishkek"), "date": None}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if not (cleaned.get("text") or "").strip() and not cleaned.get("page"):
            raise StructBlockValidationError(
                {"text": ValidationError(_("Write a teaser or choose a page."), code="required")}
            )
        return cleaned


class RelatedStreamBlock(blocks.StreamBlock):
    """Teasers of other articles."""

    teaser = RelatedBlock()

    class Meta:
        label = _("Related articles")
        icon = "list-ul"
        description = _("Pointers to other articles.")
        preview_template = PREVIEW_TEMPLATE
        preview_value = [("teaser", {"text": _("The council met in Bishkek")})]

    def links(self, value: Any) -> list[dict[str, Any]]:
        """The teasers that may be shown, in at most two queries."""
        restricted = RestrictedPaths()
        found = (child.value.link(restricted) for child in value)
        return [link for link in found if link["text"]]

    def get_api_representation(self, value: Any, context: Any = None) -> list[dict[str, Any]]:
        return [
            {
                "text": link["text"],
                "date": link["date"].isoformat() if link["date"] else None,
                "page": link["page"].pk if link["page"] else None,
                "url": link["url"] or None,
            }
            for link in self.links(value)
        ]
