"""People: those whom the articles quote or interview, and authors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable
from wagtail.search import index

from wagtail_cstonews.names.blocking import BLOCK_LENGTH, block_key, block_keys
from wagtail_cstonews.names.keys import KEY_LENGTH, SLUG_LENGTH, free_slug, name_slug, spelling_key
from wagtail_cstonews.web import validate_web_url

MOST_NAMESAKES = 5
"""At most this many namesakes are listed as a warning to an editor who adds a person."""


class PersonQuerySet(models.QuerySet["Person"]):
    def by_spelling(self, names: Iterable[str]) -> dict[str, list[Person]]:
        """The people who go by each of ``names``, in two queries for any number of names.

        The keys are those of :func:`~wagtail_cstonews.names.keys.spelling_key`; each list is sorted by
        primary key and holds more than one person where several share a name. Names without a match are
        absent.
        """
        keys = {spelling_key(name) for name in names} - {""}
        ids: defaultdict[str, set[int]] = defaultdict(set)
        for key, pk in self.filter(key__in=keys).values_list("key", "pk"):
            ids[key].add(pk)
        for key, pk in self.filter(names__key__in=keys).values_list("names__key", "pk"):
            ids[key].add(pk)
        people = self.in_bulk(set().union(*ids.values())) if ids else {}
        return {key: [people[pk] for pk in sorted(pks)] for key, pks in ids.items()}

    def near(self, names: Iterable[str]) -> dict[str, dict[int, list[str]]]:
        """The people who may be meant by ``names`` in another spelling, by blocking keys, in two queries.

        The result maps a block (:func:`~wagtail_cstonews.names.blocking.block_key`) and a primary key to the
        person's names in that block. :func:`~wagtail_cstonews.names.likeness.likeness` decides whether one of
        them is meant.
        """
        blocks = {block for name in names for block in block_keys(name)}
        found: defaultdict[str, dict[int, list[str]]] = defaultdict(dict)
        rows = [
            *self.filter(block__in=blocks).values_list("block", "pk", "name"),
            *self.filter(names__block__in=blocks).values_list("names__block", "pk", "names__spelling"),
        ]
        for block, pk, name in rows:
            found[block].setdefault(pk, []).append(name)
        return dict(found)


class PersonForm(WagtailAdminModelForm):
    """The admin's form. It warns once about namesakes before it saves."""

    # The name that was warned about: the form returns it, and is saved if it is submitted again.
    namesakes = forms.CharField(required=False, widget=forms.HiddenInput)
    data: Any

    def clean(self) -> Any:
        cleaned = super().clean()
        name = (cleaned or {}).get("name") or ""
        if not spelling_key(name) or ("name" not in self.changed_data and self.instance.pk):
            return cleaned
        found = Person.objects.by_spelling([name]).get(spelling_key(name), [])
        others = [person for person in found if person.pk != self.instance.pk]
        told = ",".join(str(person.pk) for person in others)
        if others and self.data.get(self.add_prefix("namesakes")) != told:
            self.data = self.data.copy()
            self.data[self.add_prefix("namesakes")] = told
            self.add_error("name", self.warning(others))
        return cleaned

    def warning(self, others: list[Person]) -> str:
        """The warning that lists the namesakes, with links."""
        finder = AdminURLFinder(self.for_user)
        return format_html(
            _("There is somebody of this name already: {}. If this is somebody else, save once more."),
            format_html_join(
                "; ",
                '<a href="{}">{}</a>',
                (
                    (
                        finder.get_edit_url(person) or "#",
                        ", ".join(filter(None, [person.name, str(person.current_role or "")])),
                    )
                    for person in others[:MOST_NAMESAKES]
                ),
            ),
        )


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

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    InlinePanel("names", heading=_("Other spellings"), label=_("Spelling")),
                    InlinePanel("roles", heading=_("Roles over time"), label=_("Role")),
                ],
                heading=_("Name and roles"),
            ),
            ObjectList(
                [
                    FieldPanel("picture"),
                    FieldPanel("biography"),
                    MultiFieldPanel([FieldPanel("slug"), FieldPanel("link")], heading=_("Addresses")),
                ],
                heading=_("Public page"),
            ),
        ],
        base_form_class=PersonForm,
    )

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
            kwargs["update_fields"] = {*fields, "key", "block"}
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

    @property
    def other_spellings(self) -> str:
        """The other spellings, for the search index."""
        return ", ".join(name.spelling for name in self.names.all())

    @property
    def current_role(self) -> PersonRole | None:
        """The role without an end, or the one that began last; if all have ended, the last one."""
        roles = list(self.roles.all())
        open_roles = [role for role in roles if role.end is None] or roles
        return max(
            open_roles, key=lambda role: (str(role.start or ""), -(role.sort_order or 0)), default=None
        )

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

    def update_index(self) -> None:
        """Update the person's search index: people are indexed before their spellings are saved."""
        index.insert_or_update_object(self.person)


class PersonRole(Orderable):
    """An office that a person holds or held. The role that an article prints is stored in the article."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="roles")
    title = models.TextField(_("role"))
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)

    panels = [FieldPanel("title"), FieldPanel("start"), FieldPanel("end")]

    class Meta(Orderable.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("A role cannot end before it begins.")})
