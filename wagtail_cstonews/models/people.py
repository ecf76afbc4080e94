"""People: those whom the articles quote or interview, and authors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable
from wagtail.search import index

from wagtail_cstonews.names.blocking import BLOCK_LENGTH, block_key, block_keys
from wagtail_cstonews.names.keys import KEY_LENGTH, SLUG_LENGTH, free_slug, name_slug, spelling_key
from wagtail_cstonews.names.likeness import Likeness, likeness
from wagtail_cstonews.names.searching import asked_words, search_words
from wagtail_cstonews.web import validate_web_url

from .offices import Office, current_of, offices_over_time

MOST_ALIKE = 100
"""At most this many people of a similar name are added to what a search finds by its words."""


class PersonQuerySet(models.QuerySet["Person"]):
    def by_spelling(self, names: Iterable[str]) -> dict[str, list[Person]]:
        """The people who go by each of ``names``, in two queries for any number of names.

        The keys are those of :func:`~wagtail_cstonews.names.keys.spelling_key`; each list is sorted by
        primary key and holds more than one person where several share a name. Names without a match are
        absent.
        """
        ids = self._ids_by_key(names)
        people = self.in_bulk(set().union(*ids.values())) if ids else {}
        return {key: [people[pk] for pk in sorted(pks)] for key, pks in ids.items()}

    def _ids_by_key(self, names: Iterable[str]) -> dict[str, set[int]]:
        keys = {spelling_key(name) for name in names} - {""}
        found: defaultdict[str, set[int]] = defaultdict(set)
        for key, pk in self._values_of_names("key", keys):
            found[key].add(pk)
        return dict(found)

    def _values_of_names(self, field: str, values: Iterable[str], *more: tuple[str, str]) -> Any:
        """Where a person's own name or one of their spellings has one of these values: the value, the
        primary key, and more of the person or of the spelling. One query.
        """
        values = list(values)
        own = self.filter(**{f"{field}__in": values}).values_list(field, "pk", *(name for name, _ in more))
        spelt = self.filter(**{f"names__{field}__in": values})
        others = spelt.values_list(f"names__{field}", "pk", *(f"names__{name}" for _, name in more))
        return own.order_by().union(others.order_by(), all=True).order_by()

    def near(self, names: Iterable[str]) -> dict[str, dict[int, list[str]]]:
        """The people who may be meant by ``names`` in another spelling, by blocking keys, in one query.

        The result maps a block (:func:`~wagtail_cstonews.names.blocking.block_key`) and a primary key to the
        person's names in that block. :func:`~wagtail_cstonews.names.likeness.likeness` decides whether one of
        them is meant.
        """
        blocks = {block for name in names for block in block_keys(name)}
        found: defaultdict[str, dict[int, list[str]]] = defaultdict(dict)
        for block, pk, name in self._values_of_names("block", blocks, ("name", "spelling")):
            found[block].setdefault(pk, []).append(name)
        return dict(found)

    def alike(self, name: str) -> dict[int, Likeness]:
        """The people who may have this name, by primary key, the likeliest first; in two queries."""
        same = self._ids_by_key([name]).get(spelling_key(name), set())
        found = dict.fromkeys(same, Likeness.SAME)
        for people in self.near([name]).values():
            for pk, known in people.items():
                how = max(likeness(name, other) for other in known)
                found[pk] = max(how, found.get(pk, Likeness.DIFFERENT))
        ranked = sorted(found.items(), key=lambda one: (one[0] not in same, -one[1], one[0]))
        return {pk: how for pk, how in ranked if how is not Likeness.DIFFERENT}

    def matching(self, query: str) -> PersonQuerySet:
        """The people whom a search means: by any spelling, in any alphabet, by initials and by offices.

        Each word must begin a word of one of their names, or stand in an office; a whole name also finds
        those with a similar one, as an import does. Those who have the very name come first.
        """
        words = asked_words(query)
        if not words:
            return self.none()
        likely = list(self.model._default_manager.alike(query))[:MOST_ALIKE] if len(words) > 1 else []
        found = Q()
        for word in words:
            beginnings = Q()
            for form in word.forms:
                beginnings |= Q(search_words__contains=f" {form}")
            named = PersonName.objects.filter(beginnings).order_by().values("person")
            held = Q()
            # SQLite compares only Latin letters without case.
            for form in {word.typed, word.typed.lower(), word.typed.capitalize()}:
                held |= Q(title__icontains=form)
            roles = PersonRole.objects.filter(held).order_by().values("person")
            found &= beginnings | Q(pk__in=named) | Q(pk__in=roles)
        rank = Case(
            When(key=spelling_key(query), then=Value(0)), When(pk__in=likely, then=Value(1)), default=Value(2)
        )
        return self.filter(found | Q(pk__in=likely)).order_by(rank, "key", "name", "pk")


class Person(index.Indexed, ClusterableModel):
    """Somebody who is quoted, interviewed or writes, under the name that the site uses for them."""

    name = models.CharField(_("name"), max_length=255, help_text=_("As the site writes it."))
    key = models.CharField(
        max_length=KEY_LENGTH,
        editable=False,
        db_index=True,
        help_text=_("The name without case, accents and punctuation, to find it by."),
    )
    block = models.CharField(
        max_length=BLOCK_LENGTH,
        editable=False,
        db_index=True,
        default="",
        help_text=_("The family name as its consonants, to find other spellings by."),
    )
    search_words = models.TextField(
        editable=False, default="", help_text=_("The name's words in Latin letters, to search by.")
    )
    slug = models.SlugField(
        _("slug"),
        max_length=SLUG_LENGTH + 20,
        unique=True,
        blank=True,
        help_text=_("The person's part of the page address. Made from the name if left empty."),
    )
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    link = models.URLField(
        _("link"),
        max_length=2000,
        blank=True,
        validators=[validate_web_url],
        help_text=_("A page about the person elsewhere, such as an official biography."),
    )
    biography = RichTextField(_("biography"), blank=True, features=["bold", "italic", "link"])

    objects = PersonQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("other_spellings"),
        index.AutocompleteField("other_spellings"),
        index.FilterField("name"),
        index.FilterField("slug"),
        index.FilterField("id"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if not spelling_key(self.name):
            raise ValidationError({"name": _("A name needs at least one letter or digit.")})
        self.set_derived()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_derived()
        if (fields := kwargs.get("update_fields")) is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "key", "block", "search_words"}
        super().save(*args, **kwargs)

    def set_derived(self) -> None:
        """Set the keys and, where it is empty, a unique slug."""
        self.set_keys()
        if not self.slug:
            taken = type(self)._default_manager.filter(slug__startswith=name_slug(self.name))
            self.slug = free_slug(self.name, set(taken.exclude(pk=self.pk).values_list("slug", flat=True)))

    def set_keys(self) -> None:
        """Set the keys by which the person is found."""
        self.key, self.block = spelling_key(self.name), block_key(self.name)
        self.search_words = search_words(self.name)

    @property
    def other_spellings(self) -> str:
        """The other spellings, for the search index."""
        return ", ".join(name.spelling for name in self.names.all())

    @property
    def current_role(self) -> PersonRole | None:
        """The role without an end, or the one that began last; if all have ended, the last one."""
        return current_of(list(self.roles.all()))

    @property
    def offices(self) -> list[Office]:
        """The offices over time: the current one first, then the latest."""
        return offices_over_time(list(self.roles.all()))

    def get_absolute_url(self) -> str | None:
        """The path of the person's public page; None where the site does not include the app's URLs."""
        try:
            return reverse("wagtail_cstonews:person", kwargs={"slug": self.slug})
        except NoReverseMatch:
            return None


class PersonName(Orderable):
    """Another way to write a person's name: another script, initials, a transliteration."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="names")
    spelling = models.CharField(_("spelling"), max_length=255)
    key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)
    block = models.CharField(max_length=BLOCK_LENGTH, editable=False, db_index=True, default="")
    search_words = models.TextField(editable=False, default="")

    panels = [FieldPanel("spelling")]

    class Meta(Orderable.Meta):
        verbose_name = _("spelling")
        verbose_name_plural = _("other spellings")

    def __str__(self) -> str:
        return self.spelling

    def clean(self) -> None:
        super().clean()
        if not spelling_key(self.spelling):
            raise ValidationError({"spelling": _("A name needs at least one letter or digit.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_derived()
        super().save(*args, **kwargs)
        self.update_index()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        deleted = super().delete(*args, **kwargs)
        self.update_index()
        return deleted

    def set_derived(self) -> None:
        """Set the keys, as saving does."""
        self.key, self.block = spelling_key(self.spelling), block_key(self.spelling)
        self.search_words = search_words(self.spelling)

    def update_index(self) -> None:
        """Update the person's search index: people are indexed before their spellings are saved."""
        index.insert_or_update_object(self.person)


class PersonRole(Orderable):
    """An office that a person holds or held. The role that an article prints is stored in the article."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="roles")
    title = models.TextField(_("role"))
    key = models.CharField(max_length=KEY_LENGTH, editable=False, default="")
    start = models.DateField(
        _("from"),
        null=True,
        blank=True,
        help_text=_(
            "May be left empty. Where an import filled it in, it is the date of the first article that names"
            " the role."
        ),
    )
    end = models.DateField(
        _("until"), null=True, blank=True, help_text=_("Empty while the role is held, or if not known.")
    )

    panels = [FieldPanel("title"), FieldRowPanel([FieldPanel("start"), FieldPanel("end")])]

    class Meta(Orderable.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        indexes = [models.Index(fields=["person", "key"], name="cstonews_role_key")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_derived()
        super().save(*args, **kwargs)

    def set_derived(self) -> None:
        """Set the key, as saving does: the import looks an office up by it, however it is written."""
        self.key = spelling_key(self.title)

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("A role cannot end before it begins.")})
