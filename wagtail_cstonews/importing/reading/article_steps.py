"""A site's own steps between extraction and page: functions that see each article, and may change it.

They are Wagtail hooks, run in their order, in a dry run as in an import, before anything is decided by the
article::

    from wagtail import hooks

    @hooks.register("register_article_step")
    def name_the_outlet(article, document):
        article.outlet = article.outlet or "The Holvik Courier"
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from wagtail import hooks

from ...documents import RawDocument
from ...extraction.article.article import Article
from ..entries.entry import Extracted
from ..reporting.wording import printable

logger = logging.getLogger(__name__)

HOOK = "register_article_step"

ArticleStep = Callable[[Article, RawDocument], Article | None]
"""Changes the article, or gives another in its place."""


class ArticleStepError(Exception):
    """A step raised; the message names it. The document fails, and no other."""


def apply_article_steps(extracted: Extracted, document: RawDocument) -> None:
    """Runs the site's steps on an article, once however often the document is planned.

    Raises :exc:`ArticleStepError`, each time that it is asked again.
    """
    if extracted.step_failure is None:
        extracted.step_failure = ""
        for step in hooks.get_hooks(HOOK):
            extracted.step_failure = _failure_of(step, extracted, document)
            if extracted.step_failure:
                break
    if extracted.step_failure:
        raise ArticleStepError(extracted.step_failure)


def _failure_of(step: ArticleStep, extracted: Extracted, document: RawDocument) -> str:
    """Runs one step. Why it failed, for people; empty where it did not."""
    name = f"{step.__module__}.{getattr(step, '__qualname__', type(step).__qualname__)}"
    try:
        found = step(extracted.article, document)
    except Exception as error:
        logger.exception("%s: the article step %s failed", printable(document.source), name)
        reason = f"failed ({type(error).__name__}: {error})"
    else:
        if found is None:
            return ""
        if isinstance(found, Article):
            extracted.article = found
            return ""
        reason = f"gave a {type(found).__name__}, not an Article or None"
    return f"The article step {name} {reason}. Mend it, then import the document again."
