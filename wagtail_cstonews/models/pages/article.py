"""The mixin for news articles."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TabbedInterface
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.search import index

from wagtail_cstonews import conf
from wagtail_cstonews.blocks import AuthorStreamBlock, BodyBlock, QuotedStreamBlock, RelatedStreamBlock
from wagtail_cstonews.blocks.choosers import choosing_from
from wagtail_cstonews.blocks.people import chosen_people
from wagtail_cstonews.publishing.head import ArticleHead
from wagtail_cstonews.publishing.text_language import MAX_LENGTH, validate_language
from wagtail_cstonews.web import host_of, safe_url, validate_web_url

from ..fields import PublishedField
from ..people import Person
from .api.fields import api_fields_of
from .api.form import ArticleAPIFormMixin
from .base import TemplateMixin, tabs
from .navigation import ArticleNavigation
from .panels import BodyPanel

SIDES = ("interviewee", "interviewer")
"""Who speaks in an interview, by field."""


class ArticleFormMixin:
    """The editor's form: the date of a new article defaults to now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        instance = self.instance  # type: ignore[attr-defined]
        if instance._state.adding and instance.published_at is None:
            self.initial["published_at"] = timezone.now().replace(second=0, microsecond=0)  # type: ignore[attr-defined]


class NewsPageMixin(TemplateMixin):
    """A news article."""

    default_template = "wagtail_cstonews/news_page.html"
    head_class = ArticleHead
    representations = {"text.md": "wagtail_cstonews.publishing.markdown.views.article"}

    subtitle = models.TextField(_("subtitle"), blank=True)
    published_at = PublishedField(
        _("published"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("When the article first appeared, here or elsewhere."),
    )
    published_is_date_only = models.BooleanField(
        _("day only"), default=False, help_text=_("The time is not known and is not shown.")
    )
    language = models.CharField(
        _("language of the text"),
        max_length=MAX_LENGTH,
        blank=True,
        validators=[validate_language],
        help_text=_("A code such as “ru”, if the text is in another language than the rest of the site."),
    )
    dateline = models.CharField(
        _("dateline"), max_length=255, blank=True, help_text=_("Where the report was filed.")
    )
    lead = models.TextField(_("lead"), blank=True)
    authors = StreamField(AuthorStreamBlock(required=False), verbose_name=_("authors"), blank=True)
    outlet = models.CharField(
        _("outlet"), max_length=255, blank=True, help_text=_("Who published it first, if not this site.")
    )
    source_url = models.URLField(
        _("source"),
        max_length=2000,
        blank=True,
        validators=[validate_web_url],
        help_text=_("The address of the original."),
    )
    lead_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("lead image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_image_alt = models.CharField(
        _("alternative text of the lead image"),
        max_length=255,
        blank=True,
        help_text=_(
            "What the image shows, for those who cannot see it. The image's own description if left empty."
        ),
    )
    lead_image_caption = models.TextField(_("lead image caption"), blank=True)
    lead_image_credit = models.CharField(
        _("lead image credit"), max_length=255, blank=True, help_text=_("Photographer or agency.")
    )
    body = StreamField(BodyBlock(required=False), verbose_name=_("body"), blank=True)
    quotes = StreamField(
        QuotedStreamBlock(required=False),
        verbose_name=_("quotes in paragraphs"),
        blank=True,
        default=list,
        help_text=_(
            "What is said in the lead and in paragraphs, for the pages of the people who say it. "
            "Words in a quote block or in an answer need no entry here."
        ),
    )
    related = StreamField(RelatedStreamBlock(required=False), verbose_name=_("related articles"), blank=True)

    article_panels = [
        FieldPanel("subtitle", help_text=_("Below the title, in a sentence.")),
        FieldPanel("lead", help_text=_("The article in a nutshell. It stands above the body and in lists.")),
        MultiFieldPanel(
            [
                FieldPanel("lead_image"),
                FieldPanel("lead_image_alt"),
                FieldPanel("lead_image_caption"),
                FieldPanel("lead_image_credit"),
            ],
            heading=_("Lead image"),
        ),
        # Today's date is there already: few need to look.
        MultiFieldPanel(
            [FieldPanel("published_at"), FieldPanel("published_is_date_only"), FieldPanel("dateline")],
            heading=_("Date and place"),
            classname="collapsed",
        ),
        BodyPanel("body"),
    ]
    interview_panels: list[Any] = []
    people_panels = [
        FieldPanel("authors", help_text=_("In the order in which the page names them.")),
        FieldPanel("related", help_text=_("Shown below the article.")),
        FieldPanel("quotes"),
        MultiFieldPanel(
            [FieldPanel("outlet"), FieldPanel("source_url"), FieldPanel("language")],
            heading=_("Source"),
            help_text=_("For what was taken over from elsewhere."),
        ),
    ]

    article_search_fields = [
        index.SearchField("subtitle"),
        index.AutocompleteField("subtitle"),
        index.SearchField("lead"),
        index.SearchField("dateline"),
        index.SearchField("body"),
        index.SearchField("authors"),
        index.SearchField("speaker_names"),
        index.SearchField("outlet"),
        index.FilterField("outlet"),
        index.FilterField("language"),
        index.FilterField("published_at"),
    ]

    class Meta:
        abstract = True

    @classproperty
    def api_fields(cls) -> list[APIField]:  # noqa: N805
        """The article's own API fields, with those of an interview and tags if the page type has them.

        Page types with more say ``api_fields = [*NewsPage.api_fields, APIField("mine")]``.
        """
        return api_fields_of(cls)

    @classproperty
    def edit_handler(cls) -> TabbedInterface:  # noqa: N805
        """The editor's tabs, which include the panels of the page class and its parents."""
        form = type("ArticleForm", (ArticleFormMixin, cls.base_form_class), {})
        return TabbedInterface(
            tabs(
                ([*cls.content_panels, *cls.article_panels], _("Content")),
                (cls.interview_panels, _("Interview")),
                (cls.people_panels, _("People and source")),
                (cls.promote_panels, _("Promote")),
                (cls.settings_panels, _("Settings")),
            ),
            base_form_class=form,
        )

    @classproperty
    def api_base_form_class(cls) -> Any:  # noqa: N805
        """The form that Wagtail's API version 3 binds to write the article."""
        return type("ArticleAPIForm", (ArticleAPIFormMixin, cls.base_form_class), {})

    @classmethod
    def get_search_fields(cls) -> list[Any]:
        return [*super().get_search_fields(), *cls.article_search_fields]

    @property
    def content_changed_at(self) -> datetime.datetime | None:
        """When the article was last published here."""
        return self.last_published_at

    @property
    def published_on(self) -> datetime.date | None:
        """The day of publication in the site's time zone; None where it is not known."""
        moment = self.published_at
        if moment is not None and timezone.is_aware(moment):
            moment = timezone.localtime(moment, timezone.get_default_timezone())
        return moment.date() if moment else None

    @property
    def has_time(self) -> bool:
        """Whether the time of day of :attr:`published_at` is known."""
        return self.published_at is not None and not self.published_is_date_only

    @property
    def safe_source_url(self) -> str:
        """The source's address if it is safe as a link, else an empty string."""
        return safe_url(self.source_url)

    @property
    def source_host(self) -> str:
        """The host of :attr:`source_url`. The outlet may be another one."""
        return host_of(self.source_url)

    @property
    def text_language(self) -> str:
        """The language of the text: the article's own, else that of its locale."""
        return self.language or self.locale.language_code

    @property
    def lead_image_alt_text(self) -> str:
        """The alternative text of the lead image: the article's own, else the image's."""
        return self.lead_image_alt or (self.lead_image.default_alt_text if self.lead_image else "")

    @property
    def author_names(self) -> list[str]:
        """The authors as printed, read from the stored form: a list of articles needs no query for them."""
        return [name for child in self.authors.raw_data if (name := child["value"].get("name"))]

    @property
    def is_interview(self) -> bool:
        """Whether the page is an interview; also of a page of a list, which may not be loaded as one."""
        model = conf.get_interview_page_model()
        if issubclass(conf.get_news_page_model(), model):
            return bool(getattr(self, "interviewee_id", None) or getattr(self, "interviewee_name", ""))
        return issubclass(self.specific_class or type(self), model)

    @cached_property
    def section(self) -> Any:
        """The nearest section above the article; None if there is none."""
        model = conf.get_news_index_page_model()
        met = (page for page in reversed(self.__dict__.get("ancestors", ())) if isinstance(page, model))
        if section := next(met, None):
            return section
        return model.objects.ancestor_of(self).order_by("-depth").first() if self.path else None

    @cached_property
    def navigation(self) -> ArticleNavigation:
        """What leads on from the article."""
        return ArticleNavigation(self)

    @property
    def related_links(self) -> list[dict[str, Any]]:
        """The visible related articles: text, date and, for public pages, page and address."""
        return self.navigation.related

    @cached_property
    def listed_tags(self) -> list[Any]:
        """The article's tags, read once; none if the page type has no tags."""
        return list(self.tags.all()) if hasattr(self, "tags") else []

    @cached_property
    def people(self) -> dict[int, Person]:
        """The people who ask, answer or are quoted, by primary key; at most one query."""
        sides = {side: pk for side in SIDES if (pk := getattr(self, f"{side}_id", None))}
        kept = (self._state.fields_cache.get(side) for side in sides)
        known = {person.pk: person for person in kept if person}
        missing = self.named_people - set(known)
        found = {**known, **(Person.objects.in_bulk(missing) if missing else {})}
        for side, pk in sides.items():
            if pk in found:
                setattr(self, side, found[pk])
        return found

    @cached_property
    def _chosen(self) -> set[int]:
        """The primary keys of the people whom blocks name."""
        return {pk for _field, pk in chosen_people([*self.body.raw_data, *self.quotes.raw_data])}

    @property
    def named_people(self) -> set[int]:
        """The primary keys of the people who ask, answer or are quoted."""
        sides = (getattr(self, f"{side}_id", None) for side in SIDES)
        return self._chosen | {pk for pk in sides if pk}

    @property
    def main_speaker(self) -> Person | None:
        """Whom the article lets speak most: the interviewee, else whoever is quoted most often."""
        if interviewee := getattr(self, "interviewee", None):
            return interviewee
        blocks = [*self.body.raw_data, *self.quotes.raw_data]
        speaking = Counter(pk for field, pk in chosen_people(blocks) if field in {"speaker", "answerer"})
        return next((self.people.get(pk) for pk, _times in speaking.most_common(1)), None)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        with choosing_from({Person: {**dict.fromkeys(self._chosen), **self.people}}):
            # Reads all blocks, which remember their values.
            for child in self.body:
                child.value  # noqa: B018
        return super().get_context(request, *args, **kwargs)

    @property
    def speaker_names(self) -> str:
        """The names of the people quoted in the article, for the search index."""
        return ", ".join(dict.fromkeys(self._speaker_names()))

    def _speaker_names(self) -> list[str]:
        names: list[str] = []
        for child in self.body:
            if child.block_type == "quote":
                names.append(child.value.name_for("speaker", "speaker_name"))
            elif child.block_type == "exchange":
                sides = (("answerer", "answerer_name"), ("questioner", "questioner_name"))
                names += [child.value.name_for(*side) for side in sides]
        names += [child.value.name_for("speaker", "speaker_name") for child in self.quotes]
        return [name for name in names if name]
