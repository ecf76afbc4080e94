"""What an interview lacks, said when it is published. It is published all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_cstonews.models import InterviewPageMixin


def warn_of_missing(request: HttpRequest, page: Any) -> None:
    """For Wagtail's hook ``after_publish_page``."""
    page = page.specific
    if isinstance(page, InterviewPageMixin):
        for warning in missing_of(page):
            messages.warning(request, warning)


def missing_of(page: Any) -> Iterator[str]:
    """What is missing, and where to put it."""
    exchanges = [child["value"] for child in page.body.raw_data if child["type"] == "exchange"]
    title = page.get_admin_display_title()
    if not exchanges:
        yield _(
            "“%(title)s” is an interview without questions and answers. Paste them with “Questions and "
            "answers” above the body, or add a block “Question and answer”."
        ) % {"title": title}
    elif not page.interviewee_details and not all(
        value.get("answerer") or value.get("answerer_name") for value in exchanges
    ):
        yield _(
            "“%(title)s” does not say who answers. Enter the interviewee under “Interview”, or choose in "
            "each block who answers."
        ) % {"title": title}
