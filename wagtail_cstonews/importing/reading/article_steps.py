"""Article steps: a site's own functions between extraction and page building.

They are Wagtail hooks, and run in the hooks' order, also in a dry run, before the planner looks at the
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
"""Changes the article in place, or returns a replacement."""


class ArticleStepError(Exception):
    """A step raised an exception; the message names the step. Only this document fails."""


def apply_article_steps(extracted: Extracted, document: RawDocument) -> None:
    """Run the site's steps on an article, once even if the document is planned several times.

    Raises :exc:`ArticleStepError`, also at each later call.
    """
    if extracted.step_failure is None:
        extracted.step_failure = ""
        steps = hooks.get_hooks(HOOK)
        if steps:
            extracted.forget_ready()
        for step in steps:
            extracted.step_failure = _failure_of(step, extracted, document)
            if extracted.step_failure:
                break
    if extracted.step_failure:
        raise ArticleStepError(extracted.step_failure)


def _failure_of(step: ArticleStep, extracted: Extracted, document: RawDocument) -> str:
    """Run one step. Returns why it failed, for people; empty on success."""
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
