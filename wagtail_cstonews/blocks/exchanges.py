"""Exchanges: the blocks for a question with its answer in an interview."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .choosers import PeopleChooserBlock
from .common import PERSON_MODEL, PREVIEW_TEMPLATE, folded, template_of
from .links import TextLinksBlock, require_words, with_links
from .quotes import QuoteBlock, SpeakerMixin
from .text import ParagraphBlock


class AnswerStreamBlock(blocks.StreamBlock):
    """An answer: running text, and quotes from others."""

    paragraph = ParagraphBlock()
    quote = QuoteBlock()

    class Meta:
        label = _("Answer")
        icon = "comment"
        description = _("The answer to a question.")
        template = template_of("answer")
        preview_template = PREVIEW_TEMPLATE
        preview_value = [
            ("paragraph", "<p>Nothing is decided yet. We will know more in the autumn.</p>"),
        ]


class ExchangeValue(SpeakerMixin, blocks.StructValue):
    @property
    def linked_question(self) -> str:
        """The question as HTML with its links."""
        return with_links(self.get("question"), self.get("question_links"))

    @property
    def questioner_details(self) -> Any:
        """The questioner, as far as the block names one."""
        return self.speaker_for("questioner", "questioner_name", "questioner_role", has_page=False)

    @property
    def answerer_details(self) -> Any:
        """The answerer, as far as the block names one."""
        return self.speaker_for("answerer", "answerer_name", "answerer_role")

    def sides_on(self, page: Any) -> dict[str, Any]:
        """The questioner and the answerer: from the block, else from ``page``."""
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
    questioner = PeopleChooserBlock(
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
    answerer = PeopleChooserBlock(
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
        form_layout = [
            "question",
            folded(
                _("Who asks"),
                "questioner",
                "questioner_name",
                "questioner_role",
                label="{questioner_name} {questioner_role}",
            ),
            "answer",
            folded(
                _("Who answers"),
                "answerer",
                "answerer_name",
                "answerer_role",
                label="{answerer_name} {answerer_role}",
            ),
            "question_links",
        ]
        template = template_of("exchange")
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
