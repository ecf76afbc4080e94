"""What makes a page type a section, a news article or an interview.

The mixins know nothing of the base page model: mix them into page types of your own, before the page class::

    class NewsPage(NewsPageMixin, BasePage): ...
    class InterviewPage(InterviewPageMixin, NewsPage): ...
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, Max, Min
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model, get_image_model_string
from wagtail.search import index

from wagtail_cstonews import conf
from wagtail_cstonews.blocks import AuthorStreamBlock, BodyBlock, QuotedStreamBlock, RelatedStreamBlock
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.models.quotations import articles_with, newest_first, people_in
from wagtail_cstonews.publishing.representation import speaker_dict
from wagtail_cstonews.publishing.text_language import MAX_LENGTH, validate_language
from wagtail_cstonews.publishing.visibility import public_below
from wagtail_cstonews.web import host_of, safe_url, validate_web_url

from .fields import FIRST_YEAR, LAST_YEAR, PublishedField

LISTING_IMAGE_FILTER = "fill-640x400"
"""The rendition of the lead image that sections show."""

MAX_YEARS = 120
"""How far back a section offers years; a wrong date must not make the list endless or push others out."""

_SLUG = re.compile(r"[-\w]{1,255}")
_YEAR = re.compile(r"[12][0-9]{3}")


class TemplateMixin(models.Model):
    """Pages that fall back on the app's template where the site has none of its own."""

    default_template = ""

    class Meta:
        abstract = True

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        template = super().get_template(request, *args, **kwargs)
        return [template, self.default_template]

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "cstonews_base_template": conf.get_str("BASE_TEMPLATE")}


class ArticleFormMixin:
    """The editor's form: a new article is dated now until somebody says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        instance = self.instance  # type: ignore[attr-defined]
        if instance._state.adding and instance.published_at is None:
            self.initial["published_at"] = timezone.now().replace(second=0, microsecond=0)  # type: ignore[attr-defined]


def _tabs(*tabs: tuple[list[Any], Any]) -> list[ObjectList]:
    return [ObjectList(panels, heading=heading) for panels, heading in tabs if panels]


class NewsPageMixin(TemplateMixin):
    """A news article."""

    default_template = "wagtail_cstonews/news_page.html"

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
    lead_image_caption = models.TextField(_("lead image caption"), blank=True)
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
        FieldPanel("subtitle"),
        MultiFieldPanel(
            [FieldPanel("published_at"), FieldPanel("published_is_date_only"), FieldPanel("dateline")],
            heading=_("Date and place"),
        ),
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("lead_image"), FieldPanel("lead_image_caption")], heading=_("Lead image")
        ),
        FieldPanel("body"),
    ]
    interview_panels: list[Any] = []
    people_panels = [
        FieldPanel("authors"),
        FieldPanel("quotes"),
        MultiFieldPanel(
            [FieldPanel("outlet"), FieldPanel("source_url"), FieldPanel("language")], heading=_("Source")
        ),
        FieldPanel("related"),
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
        """The article's own fields, those of an interview if it is one, and tags if it has any.

        Page types with more say ``api_fields = [*NewsPage.api_fields, APIField("mine")]``.
        """
        return _api_fields(cls)

    @classproperty
    def edit_handler(cls) -> TabbedInterface:  # noqa: N805
        """The editor's tabs. The panel lists of the page class and its parents are respected."""
        form = type("ArticleForm", (ArticleFormMixin, cls.base_form_class), {})
        return TabbedInterface(
            _tabs(
                ([*cls.content_panels, *cls.article_panels], _("Content")),
                (cls.interview_panels, _("Interview")),
                (cls.people_panels, _("People and source")),
                (cls.promote_panels, _("Promote")),
                (cls.settings_panels, _("Settings")),
            ),
            base_form_class=form,
        )

    @classmethod
    def get_search_fields(cls) -> list[Any]:
        return [*super().get_search_fields(), *cls.article_search_fields]

    @property
    def published_on(self) -> datetime.date | None:
        """The day the article appeared, by the site's clock; None where it is not known."""
        moment = self.published_at
        if moment is not None and timezone.is_aware(moment):
            moment = timezone.localtime(moment, timezone.get_default_timezone())
        return moment.date() if moment else None

    @property
    def has_time(self) -> bool:
        """Whether the hour of :attr:`published_at` means anything."""
        return self.published_at is not None and not self.published_is_date_only

    @property
    def safe_source_url(self) -> str:
        """The source's address if it may become a link, else an empty string."""
        return safe_url(self.source_url)

    @property
    def source_host(self) -> str:
        """The site that :attr:`source_url` leads to. The outlet may be another: whom somebody spoke to."""
        return host_of(self.source_url)

    @property
    def text_language(self) -> str:
        """The language that the article is written in: its own, else that of its place in the site."""
        return self.language or self.locale.language_code

    @property
    def author_names(self) -> list[str]:
        """The authors as printed. Reads the stored form: a list of articles asks nothing for it."""
        return [name for child in self.authors.raw_data if (name := child["value"].get("name"))]

    @cached_property
    def section(self) -> Any:
        """The nearest section above the article; None outside of any."""
        sections = conf.get_news_index_page_model().objects.ancestor_of(self)
        return sections.order_by("-depth").first()

    @cached_property
    def related_links(self) -> list[dict[str, Any]]:
        """The related articles as they may be shown: text, date and, where public, page and address."""
        return self.related.stream_block.links(self.related)

    @property
    def speaker_names(self) -> str:
        """Whose words the article holds, for the search index."""
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


class InterviewPageMixin(models.Model):
    """An interview: a news article with somebody who answers and somebody who asks."""

    default_template = "wagtail_cstonews/interview_page.html"

    interviewee = models.ForeignKey(
        "wagtail_cstonews.Person",
        verbose_name=_("interviewee"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    interviewee_name = models.CharField(
        _("interviewee as printed"), max_length=255, blank=True, help_text=_("Shown where nobody is chosen.")
    )
    interviewee_role = models.TextField(_("role at the time"), blank=True)
    interviewer = models.ForeignKey(
        "wagtail_cstonews.Person",
        verbose_name=_("interviewer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    interviewer_name = models.CharField(
        _("interviewer as printed"), max_length=255, blank=True, help_text=_("Shown where nobody is chosen.")
    )
    interviewer_role = models.TextField(_("role of the interviewer"), blank=True)

    interview_panels = [
        MultiFieldPanel(
            [
                FieldPanel("interviewee"),
                FieldPanel("interviewee_name"),
                FieldPanel("interviewee_role"),
            ],
            heading=_("Who answers"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("interviewer"),
                FieldPanel("interviewer_name"),
                FieldPanel("interviewer_role"),
            ],
            heading=_("Who asks"),
        ),
    ]

    interview_search_fields = [
        index.SearchField("interviewee_name"),
        index.SearchField("interviewee_role"),
    ]

    class Meta:
        abstract = True

    @classmethod
    def get_search_fields(cls) -> list[Any]:
        return [*super().get_search_fields(), *cls.interview_search_fields]

    @property
    def interviewee_details(self) -> Any:
        """The person who answers, as the APIs and templates show them; None if not known."""
        return speaker_dict(self.interviewee, self.interviewee_name, self.interviewee_role)

    @property
    def interviewer_details(self) -> Any:
        """The person who asks, as the APIs and templates show them; None if not known."""
        return speaker_dict(self.interviewer, self.interviewer_name, self.interviewer_role, has_page=False)

    def _speaker_names(self) -> list[str]:
        named = [
            details["name"] for details in (self.interviewee_details, self.interviewer_details) if details
        ]
        return [*named, *super()._speaker_names()]


class NewsIndexPageMixin(TemplateMixin):
    """A section: the articles below it, newest first, by year, tag and speaker."""

    default_template = "wagtail_cstonews/news_index_page.html"

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    index_panels = [FieldPanel("intro")]
    index_search_fields = [index.SearchField("intro")]
    api_fields = [APIField("intro")]

    class Meta:
        abstract = True

    @classproperty
    def edit_handler(cls) -> TabbedInterface:  # noqa: N805
        """The editor's tabs. The panel lists of the page class and its parents are respected."""
        return TabbedInterface(
            _tabs(
                ([*cls.content_panels, *cls.index_panels], _("Content")),
                (cls.promote_panels, _("Promote")),
                (cls.settings_panels, _("Settings")),
            ),
            base_form_class=cls.base_form_class,
        )

    @classmethod
    def get_search_fields(cls) -> list[Any]:
        return [*super().get_search_fields(), *cls.index_search_fields]

    def get_articles(self) -> Any:
        """The published articles below the section, newest first; nothing that is private further down."""
        return newest_first(public_below(conf.get_news_page_model().objects.all(), self))

    def get_years(self, articles: Any) -> list[int]:
        """The years in which ``articles`` appeared, newest first, from :data:`MAX_YEARS` ago to next year.

        Two queries whatever their number. The database is never asked for the year of a date, which
        MySQL can only tell once its time zone tables are loaded.
        """
        dated = articles.order_by().filter(published_at__gte=_moment(FIRST_YEAR))
        dated = dated.filter(published_at__lt=_moment(LAST_YEAR + 1))
        span = dated.aggregate(first=Min("published_at"), last=Max("published_at"))
        if span["last"] is None:
            return []
        first, last = (_local_year(span[end]) for end in ("first", "last"))
        now = _local_year(timezone.now())
        years = range(min(last, now + 1), max(first, now - MAX_YEARS) - 1, -1)
        if not years:
            return []
        # A row to ask beside: the root of the tree, for the section may not be saved yet (preview).
        root = get_base_page_model()._base_manager.filter(depth=1).order_by("path")
        found = root.values_list(
            *(Exists(articles.order_by().filter(published_at__year=year)) for year in years)
        ).first()
        return [year for year, exists in zip(years, found, strict=True) if exists]

    def filter_articles(self, articles: Any, parameters: Any) -> tuple[Any, dict[str, Any]]:
        """``articles`` narrowed by ``year``, ``tag`` and ``speaker`` (slugs), and the filters that hold.

        What is no year is ignored.

        :raises Http404: for a tag or speaker that no article of the section has.
        """
        filters: dict[str, Any] = {}
        narrowed = articles
        if slug := _slug(parameters, "speaker"):
            filters["speaker"], narrowed = self._by_speaker(articles, narrowed, slug)
        if slug := _slug(parameters, "tag"):
            filters["tag"], narrowed = self._by_tag(articles, narrowed, slug)
        if _YEAR.fullmatch(parameters.get("year", "")):
            filters["year"] = int(parameters["year"])
            narrowed = narrowed.filter(published_at__year=filters["year"])
        return narrowed, filters

    def _by_speaker(self, articles: Any, narrowed: Any, slug: str) -> tuple[Any, Any]:
        person = people_in(articles).filter(slug=slug).first()
        if person is None:
            raise Http404
        return person, articles_with(person, narrowed)

    def _by_tag(self, articles: Any, narrowed: Any, slug: str) -> tuple[Any, Any]:
        if not hasattr(articles.model, "tags"):
            raise Http404
        tag = articles.model._meta.get_field("tags").related_model.objects.filter(slug=slug).first()
        if tag is None or not articles.order_by().filter(tags=tag).exists():
            raise Http404
        return tag, narrowed.filter(tags=tag)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        articles = self.get_articles()
        narrowed, filters = self.filter_articles(articles, request.GET)
        image = models.Prefetch(
            "lead_image", queryset=get_image_model().objects.prefetch_renditions(LISTING_IMAGE_FILTER)
        )
        # The body of twenty articles is no small thing, and a list shows none of it.
        listed = narrowed.defer("body", "related").prefetch_related(image)
        paginator = Paginator(listed, conf.get_int("ARTICLES_PER_PAGE"))
        return {
            **super().get_context(request, *args, **kwargs),
            "articles": paginator.get_page(request.GET.get("page")),
            "filters": filters,
            "years": self.get_years(articles),
        }


def _slug(parameters: Any, name: str) -> str:
    slug = parameters.get(name, "")
    # Not every database can be asked for just any string.
    if slug and not _SLUG.fullmatch(slug):
        raise Http404
    return slug


def _moment(year: int) -> datetime.datetime:
    return datetime.datetime(year, 1, 1, tzinfo=datetime.UTC if settings.USE_TZ else None)


def _local_year(moment: datetime.datetime) -> int:
    return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).year


def _api_fields(model: Any) -> list[APIField]:
    from rest_framework.fields import ReadOnlyField

    from wagtail_cstonews.publishing.serializers import BodyField, ImageField, SpeakerField, WebAddressField

    is_interview = issubclass(model, InterviewPageMixin)
    fields = [
        APIField("subtitle"),
        APIField("language", serializer=ReadOnlyField(source="text_language")),
        APIField("published_at"),
        APIField("published_is_date_only"),
        APIField("dateline"),
        APIField("lead"),
        APIField("authors"),
        APIField("outlet"),
        APIField("source_url", serializer=WebAddressField()),
        APIField("lead_image", serializer=ImageField()),
        APIField("lead_image_caption"),
        APIField("body", serializer=BodyField(source="*")) if is_interview else APIField("body"),
        APIField("quotes"),
        APIField("related"),
    ]
    if is_interview:
        fields += [
            APIField("interviewee", serializer=SpeakerField(source="interviewee_details")),
            APIField("interviewer", serializer=SpeakerField(source="interviewer_details")),
        ]
    if hasattr(model, "tags"):
        fields.append(APIField("tags"))
    return fields
