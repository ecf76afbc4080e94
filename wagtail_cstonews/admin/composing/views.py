"""The commands of the page editor: "Questions and answers" and "Find quotes".

Each takes what the editor holds and answers with JSON: HTML that shows what was understood, and the blocks
as the form takes them. Both only read.
"""

from __future__ import annotations

from html import escape
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import path
from django.views import View
from wagtail.permissions import page_permission_policy

from wagtail_cstonews.models.pages.panels import QUESTIONS, QUOTES

from . import reading
from .forms import ParagraphsForm, PastedForm


class ComposingView(View):
    """A command for whoever may write pages."""

    http_method_names = ["post"]
    form_class: type[PastedForm] = PastedForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not page_permission_policy.user_has_any_permission(request.user, {"add", "change", "publish"}):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> JsonResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return JsonResponse({"problem": form.problem}, status=400)
        return self.answer(form.cleaned_data)

    def answer(self, data: dict[str, Any]) -> JsonResponse:
        raise NotImplementedError


class QuestionsView(ComposingView):
    """Makes exchanges of a pasted interview."""

    def answer(self, data: dict[str, Any]) -> JsonResponse:
        model = data["page_type"]
        found = reading.questions_of(data["text"], data)
        if problem := reading.missing_blocks(model, found.blocks):
            return JsonResponse({"problem": problem}, status=400)
        context = {
            "rows": [self.row(block, found, model) for block in found.blocks],
            "exchanges": sum(block["type"] == "exchange" for block in found.blocks),
            "sides": found.sides,
            "ambiguous": found.ambiguous,
        }
        return JsonResponse(
            {
                "html": render_to_string("wagtail_cstonews/admin/composing/questions.html", context),
                "blocks": reading.states_of(model, "body", found.blocks),
                "notes": reading.states_of(model, "quotes", found.notes),
                "sides": reading.side_states(model, found),
            }
        )

    def row(self, block: dict[str, Any], found: reading.Found, model: Any) -> dict[str, Any]:
        value = block["value"]
        row = {
            "kind": model._meta.get_field("body").stream_block.child_blocks[block["type"]].label,
            "type": block["type"],
        }
        if block["type"] == "exchange":
            answer = " ".join(
                child["value"]["quote"] if child["type"] == "quote" else reading.plain(child["value"])
                for child in value["answer"]
            )
            return row | {
                "question": value["question"],
                "questioner": reading.speaker_of(block, found, "questioner", "questioner_name"),
                "answer": answer,
                "answerer": reading.speaker_of(block, found, "answerer", "answerer_name"),
            }
        if block["type"] == "quote":
            return row | {
                "text": value["quote"],
                "speaker": reading.speaker_of(block, found, "speaker", "speaker_name"),
            }
        return row | {"text": reading.plain(value) if isinstance(value, str) else ""}


class QuotesView(ComposingView):
    """Finds quotes in the paragraphs of the editor, or in a pasted text."""

    form_class = ParagraphsForm

    def answer(self, data: dict[str, Any]) -> JsonResponse:
        model = data["page_type"]
        body = model._meta.get_field("body").stream_block
        is_pasted = bool(data["text"])
        if is_pasted:
            from wagtail_cstonews.extraction.pasted import paragraphs_of

            paragraphs = [f"<p>{escape(text)}</p>" for text in paragraphs_of(data["text"])]
            ids = [""] * len(paragraphs)
        else:
            ids = [id for id, _value in data["paragraphs"]]
            paragraphs = [_html_of(body, value) for _id, value in data["paragraphs"]]
        speech, found = reading.speech_of(paragraphs, data, data["known"])
        blocks = [item.block for item in speech]
        notes = [
            {"type": "quote", "id": block["id"], "value": {name: block["value"][name] for name in _NOTED}}
            for block in blocks
        ]
        rows = [
            {
                "words": item.block["value"]["quote"],
                "speaker": reading.speaker_of(item.block, found, "speaker", "speaker_name"),
                "role": item.block["value"]["role"],
                "is_whole": item.is_whole,
            }
            for item in speech
        ]
        context = {"rows": rows, "is_pasted": is_pasted, "ambiguous": found.ambiguous}
        return JsonResponse(
            {
                "html": render_to_string("wagtail_cstonews/admin/composing/quotes.html", context),
                "blocks": reading.states_of(model, "body", blocks),
                "notes": reading.states_of(model, "quotes", notes),
                "places": [ids[item.paragraph] for item in speech],
            }
        )


_NOTED = ("quote", "speaker", "speaker_name", "role")
"""The fields of a quote in a paragraph."""


def _html_of(body: Any, value: str) -> str:
    """A paragraph's rich text, as it is stored, from what its editor holds; empty if it cannot be read."""
    block = body.child_blocks.get("paragraph")
    if block is None:
        return ""
    try:
        read = block.value_from_datadict({"paragraph": value}, {}, "paragraph")
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return ""
    return getattr(read, "source", None) or ""


urls = [
    path("news-import/compose/questions/", QuestionsView.as_view(), name=QUESTIONS),
    path("news-import/compose/quotes/", QuotesView.as_view(), name=QUOTES),
]
