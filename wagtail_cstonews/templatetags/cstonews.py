"""``{% load cstonews %}``: the template tags and filters of the app's templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from wagtail_cstonews.publishing.head import Head, head_of, shown_in
from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.publishing.pictures import picture_of
from wagtail_cstonews.publishing.safe_rich_text import SafeRichText
from wagtail_cstonews.publishing.text_language import base_language, dates_in, label_language, text_direction
from wagtail_cstonews.publishing.text_language import label as label_of
from wagtail_cstonews.web import safe_url

register = template.Library()

register.filter("safe_url", safe_url)
register.filter("translated", translated)


@register.filter
def safe_richtext(source: str) -> SafeRichText:
    """Rich text of a field, as Wagtail's ``richtext``, without anything that a browser would execute."""
    return SafeRichText(source)


@register.filter
def label_words(name: str) -> str:
    """What a line's label is called on screen."""
    # The admin's; public pages have no labels.
    from wagtail_cstonews.admin.words import label_in_words

    return str(label_in_words(name))


@register.inclusion_tag("wagtail_cstonews/includes/pagination.html", takes_context=True)
def cstonews_pagination(context: dict[str, Any], page: Any) -> dict[str, Any]:
    """Links to the other pages of a list, which keep its filters."""
    return {
        "request": context["request"],
        "page_obj": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "ellipsis": page.paginator.ELLIPSIS,
    }


@register.inclusion_tag("wagtail_cstonews/head.html", takes_context=True)
def cstonews_head(
    context: template.Context, *, title: str = "", description: str = "", robots: str = "", without: str = ""
) -> dict[str, Head]:
    """What machines read of any page, for the ``<head>`` of a site's base template.

    The page or person is the one that the template shows. ``title``, ``description`` and ``robots`` replace
    what is found: ``{% cstonews_head title="Search" robots="noindex" %}``. ``without`` names the parts that
    the site prints itself: ``{% cstonews_head without="description canonical" %}``, of those in
    :data:`wagtail_cstonews.publishing.head.PARTS`.
    """
    given = {"title": title, "description": description, "robots": robots}
    known = context.flatten()
    head = head_of(shown_in(known), known.get("request"), known, **given)
    return {"head": head.without(without.split())}


@register.simple_tag
def cstonews_picture(image: Any, use: str, **attributes: Any) -> Any:
    """An image in the sizes and formats for one of :data:`~wagtail_cstonews.publishing.pictures.SIZES`.

    ``{% cstonews_picture article.lead_image "card" loading="lazy" alt="" %}``
    """
    names = {name.replace("_", "-"): value for name, value in attributes.items()}
    return picture_of(image, use, **names).__html__()


@register.simple_tag
def text_lang(page: Any, inside: Any = None) -> SafeString:
    """The attributes ``lang`` and ``dir`` for text in the page's own language; empty if it names none, and
    its part of the site is in that of the request.

    ``<article {% text_lang page %}>``, and within text of another page ``{% text_lang other inside=page %}``.
    """
    code = _code_of(page)
    if inside is not None and not code and base_language(_code_of(inside)) != base_language(get_language()):
        code = get_language() if _code_of(inside) else ""
    return _attributes(code or "")


@register.simple_tag
def text_dir(page: Any) -> SafeString:
    """The attribute ``dir`` for what stands around a page's text; empty where :func:`text_lang` is."""
    code = _code_of(page)
    return mark_safe(f'dir="{text_direction(code)}"' if code else "")  # noqa: S308  one of two words


def _code_of(page: Any) -> str:
    return getattr(page, "language", "") or _tree_language(page)


@register.simple_tag
def label_lang(page: Any) -> SafeString:
    """The attributes ``lang`` and ``dir`` for labels inside such text, where they are not in its language."""
    code = _code_of(page)
    language = label_language(code)
    around = code or get_language() or language
    return _attributes("" if base_language(language) == base_language(around) else language)


def _attributes(code: str) -> SafeString:
    # The page's form validates it, but another importer may have written something else.
    if not code or not code.replace("-", "").isalnum() or not code.isascii():
        return mark_safe("")
    return mark_safe(f'lang="{code}" dir="{text_direction(code)}"')  # noqa: S308  letters, digits and hyphens


@register.simple_tag
def label(page: Any, name: str) -> str:
    """One of the templates' labels, in the language of the page's text if possible."""
    return label_of(name, _code_beside(page))


class DatesNode(template.Node):
    def __init__(self, nodelist: template.NodeList, page: Any) -> None:
        self.nodelist, self.page = nodelist, page

    def render(self, context: template.Context) -> SafeString:
        with dates_in(_code_beside(self.page.resolve(context, ignore_failures=True))):
            return self.nodelist.render(context)


@register.tag
def dates_of(parser: Any, token: Any) -> DatesNode:
    """``{% dates_of page %}{{ ...|date }}{% enddates_of %}``: dates in the language of the page's text."""
    _name, page = token.split_contents()
    nodelist = parser.parse(("enddates_of",))
    parser.delete_first_token()
    return DatesNode(nodelist, parser.compile_filter(page))


def _tree_language(page: Any) -> str:
    """The language of the tree that a page stands in, if it is known without a query, and not that of the
    request. On a site in one language nobody chose the tree's.
    """
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return ""
    state = getattr(page, "_state", None)
    locale = state.fields_cache.get("locale") if state else None
    code = locale.language_code if locale else ""
    return "" if base_language(code) == base_language(get_language()) else code


def _code_beside(page: Any) -> str:
    """The language of the page's text; empty if it is the site's, in any regional form."""
    code = _code_of(page)
    return "" if base_language(code) == base_language(get_language()) else code
