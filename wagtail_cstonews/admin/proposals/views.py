"""The list of proposals, and one of them.

Only users who may edit the page can see its proposal and decide on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.compare import get_comparison_class_for_block
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import HeaderButton
from wagtail.permissions import page_permission_policy

from wagtail_cstonews.admin.addresses import DESK, DOCUMENT, PROPOSAL, PROPOSALS
from wagtail_cstonews.admin.review.counts import forget_count
from wagtail_cstonews.admin.review.filters import Filters, waiting_documents
from wagtail_cstonews.admin.review.order import Place, neighbour_buttons
from wagtail_cstonews.importing.proposals.alignment import Block
from wagtail_cstonews.importing.proposals.three_way import BOTH, MINE, THEIRS, Part
from wagtail_cstonews.importing.reporting.wording import short_path
from wagtail_cstonews.models import ImportProposal
from wagtail_cstonews.web import as_number

from .three_texts import rows_of, texts_of_page

if TYPE_CHECKING:
    from wagtail_cstonews.importing.proposals.desk import Desk

_ANSWERS = {MINE: _("Keep the page's"), THEIRS: _("Take the new text"), BOTH: _("Keep both")}

_ANSWER = "answer-"
"""The prefix of the form fields that hold the answers."""


def proposals_for(user: Any) -> Any:
    """The waiting proposals for pages that the user may edit."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    waiting = ImportProposal.objects.filter(state=ImportProposal.State.WAITING)
    return waiting.filter(document__page__in=pages.order_by().values("pk"))


class ProposalsView(generic.IndexView):
    """The list of proposals that wait for this user."""

    model = ImportProposal
    page_title = _("Import proposals")
    header_icon = "clipboard-list"
    index_url_name = PROPOSALS
    # Permissions are checked by page: whoever may edit a page sees its proposals.
    permission_policy = None
    any_permission_required = None
    paginate_by = 50
    default_ordering = "-created_at"
    columns = [
        TitleColumn(
            "page",
            label=_("Page"),
            accessor="document.page.get_admin_display_title",
            url_name=PROPOSAL,
        ),
        Column("source", label=_("Document"), accessor=lambda proposal: short_path(proposal.document.source)),
        DateColumn("created_at", label=_("Proposed")),
    ]

    def get_base_queryset(self) -> Any:
        found = proposals_for(self.request.user).select_related("document__page")
        return found.defer("original", "article", "document__original", "document__article")


@dataclass
class Question:
    """A conflict: a part that both the editors and the document changed."""

    name: str
    """The name of the form field for the answer."""
    label: str
    base: str
    """What the last import wrote, as HTML."""
    mine: str
    """The editors' version, as HTML."""
    theirs: str
    choices: list[tuple[str, Any]]
    given: str


class ProposalView(WagtailAdminTemplateMixin, TemplateView):
    """One proposal: the merge in Wagtail's comparison, and the conflicts as questions."""

    page_title = _("Import proposal")
    header_icon = "clipboard-list"
    template_name = "wagtail_cstonews/admin/proposal.html"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        waiting = ImportProposal.objects.filter(state=ImportProposal.State.WAITING)
        self.proposal = get_object_or_404(waiting.select_related("document__page"), pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.page is None or not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self) -> Any:
        page = self.proposal.document.page
        return page.specific if page is not None else None

    @cached_property
    def is_locked(self) -> bool:
        return bool(self.page.permissions_for_user(self.request.user).page_locked())

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> Any:
        return [
            *self.breadcrumbs_items,
            self.list_of_them(),
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def list_of_them(self) -> dict[str, Any]:
        """Where the editor came from, as a breadcrumb."""
        if self.filters is not None:
            return {"url": f"{reverse(DESK)}{self.filters.query()}", "label": _("Review")}
        return {"url": reverse(PROPOSALS), "label": ProposalsView.page_title}

    @cached_property
    def header_buttons(self) -> list[Any]:
        url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        edit = HeaderButton(_("Edit"), url=url, icon_name="edit")
        return [*neighbour_buttons(self.previous_url, self.next_url), edit]

    def compared(self, before: Any, after: Any) -> list[Any]:
        """The fields of the page's form in Wagtail's comparison."""
        panel = self.page.get_edit_handler().get_bound_panel(
            instance=self.page, request=self.request, form=None
        )
        return [compare(before, after) for compare in panel.get_comparison()]

    def changes(self, before: Any, after: Any) -> list[Any]:
        return [found for found in self.compared(before, after) if found.has_changed()]

    def questions(self, desk: Desk) -> list[Question]:
        """The conflicts side by side, with the answers given so far."""
        conflicts = desk.merge.conflicts
        if not conflicts:
            return []
        fields = [
            {field.field.name: field for field in self.compared(desk.base, side) if field.is_field}
            for side in (desk.base, desk.mine, desk.theirs.page)
        ]
        questions = []
        for part in conflicts:
            if part.is_blocks:
                stream = self.page._meta.get_field(part.names[0])
                label = " › ".join((str(capfirst(stream.verbose_name)), _kind_of(stream.stream_block, part)))
                base, mine, theirs = (
                    _shown(stream.stream_block, part.base, side)
                    for side in (part.base, part.mine, part.theirs)
                )
            else:
                label = self.label_of(part)
                base, mine, theirs = (_shown_fields(part, known) for known in fields)
            name = _answer_name(part)
            choices = [(answer, _ANSWERS[answer]) for answer in part.options]
            questions.append(
                Question(name, label, base, mine, theirs, choices, self.request.POST.get(name, ""))
            )
        return questions

    def label_of(self, part: Part) -> str:
        field = self.page._meta.get_field(part.names[0])
        return str(capfirst(getattr(field, "verbose_name", part.names[0].replace("_", " "))))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        from wagtail_cstonews.importing.proposals.desk import Desk, ProposalError

        context: dict[str, Any] = {"comparison": [], "problem": "", "questions": []}
        try:
            desk = Desk(self.proposal)
            context["questions"] = self.questions(desk)
            # Until the questions are answered, the comparison shows the current content there.
            context["comparison"] = self.changes(desk.mine, desk.page_with({}, MINE))
            context["lost"] = self.changes(desk.mine, desk.all_of_it().page)
            three = (texts_of_page(page) for page in (desk.base, desk.mine, desk.theirs.page))
            context["texts"] = rows_of(*three)
        except (ProposalError, ValidationError) as error:
            context["problem"] = _reason(error)
        return super().get_context_data(
            **context,
            proposal=self.proposal,
            source=short_path(self.proposal.document.source),
            lines=self.proposal.article.get("lines", []),
            warnings=self.proposal.article.get("warnings", []),
            is_locked=self.is_locked,
            revision=self.page.latest_revision_id,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from wagtail_cstonews.importing.proposals import desk as engine

        if "dismiss" in request.POST:
            to = self.after_deciding(reverse(PROPOSALS))
            engine.dismiss(self.proposal, request.user)
            forget_count(request.user)
            messages.success(request, _("The page stays as it is; the same change is not proposed again."))
            return redirect(to)
        if self.is_locked:
            raise PermissionDenied
        revision = as_number(request.POST.get("revision")) or 0
        answers = {
            name.removeprefix(_ANSWER): value
            for name, value in request.POST.items()
            if name.startswith(_ANSWER)
        }
        try:
            edit_url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
            to = self.after_deciding(edit_url)
            engine.accept(self.proposal, request.user, revision, answers, everything="all" in request.POST)
        except (engine.ProposalError, ValidationError) as error:
            messages.error(request, _reason(error))
            # Answers stay in the form, unless the page was edited since.
            if revision == self.page.latest_revision_id:
                return self.render_to_response(self.get_context_data())
            return redirect(request.get_full_path())
        forget_count(request.user)
        buttons = [] if to == edit_url else [messages.button(edit_url, _("Edit"))]
        text = _("The change is in a new draft. Look at it, then publish it.")
        messages.success(request, text, buttons=buttons)
        return redirect(to)

    # ------------------------------------------------------------------ its place on the review desk

    @cached_property
    def filters(self) -> Filters | None:
        """The filters of the review desk, if the editor comes from there."""
        return Filters(self.request.GET, self.request.user) if "review" in self.request.GET else None

    def neighbour(self, find: Any) -> str:
        """The screen of another document that waits; empty without one, or if not coming from there."""
        document = self.proposal.document
        if self.filters is None or not document.review_priority:
            return ""
        waiting = find(Place.of(document))(self.filters.apply(waiting_documents(self.request.user)))
        found = waiting.values_list("review_priority", "confidence", "pk").first()
        return f"{reverse(DOCUMENT, args=[found[2]])}{self.filters.query()}" if found else ""

    @cached_property
    def next_url(self) -> str:
        return self.neighbour(lambda place: place.after)

    @cached_property
    def previous_url(self) -> str:
        return self.neighbour(lambda place: place.before)

    def after_deciding(self, otherwise: str) -> str:
        """Where the editor goes on: to the next document on the desk, when coming from there."""
        if self.filters is None:
            return otherwise
        return self.next_url or f"{reverse(DESK)}{self.filters.query()}"


def _answer_name(part: Part) -> str:
    """The form field for the answer to a part's conflict."""
    return f"{_ANSWER}{part.key}"


def _kind_of(stream_block: Any, part: Part) -> str:
    """The name of the type of a part's blocks."""
    kinds = dict.fromkeys(block["type"] for side in (part.base, part.mine, part.theirs) for block in side)
    blocks = stream_block.child_blocks
    return ", ".join(str(blocks[kind].label) if kind in blocks else kind for kind in kinds)


def _shown(stream_block: Any, base: list[Block], side: list[Block]) -> str:
    """One side's blocks in a part, with the changes from the base."""
    if not side:
        return format_html("<p><em>{}</em></p>", gettext("Taken out."))
    found = []
    for block in side:
        child = stream_block.child_blocks.get(block["type"])
        if child is None:
            continue
        value = child.to_python(block["value"])
        compare = get_comparison_class_for_block(child)
        was = base[0] if base and base[0]["type"] == block["type"] else None
        if was is None:
            found.append(compare(child, False, True, None, value).htmlvalue(value))
        else:
            found.append(compare(child, True, True, child.to_python(was["value"]), value).htmldiff())
    return format_html_join("", '<div class="comparison__child-object">{}</div>', ((html,) for html in found))


def _shown_fields(part: Part, known: dict[str, Any]) -> str:
    """The fields of a part with one side's changes."""
    fields = [known[name] for name in part.names if name in known]
    if len(fields) == 1:
        return format_html("<p>{}</p>", fields[0].htmldiff())
    rows = ((field.field_label(), field.htmldiff()) for field in fields)
    return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))


def _reason(error: Exception) -> str:
    """An error message for the user: what cannot be done, and why."""
    from wagtail_cstonews.importing.building.page import explain

    return explain(error) if isinstance(error, ValidationError) else str(error)


class ProposalsMenuItem(MenuItem):
    """The item in the reports menu, shown to users with proposals to decide on."""

    def is_shown(self, request: HttpRequest) -> bool:
        return proposals_for(request.user).exists()


def menu_item() -> ProposalsMenuItem:
    """Wagtail's hook ``register_reports_menu_item``."""
    return ProposalsMenuItem(
        _("Import proposals"),
        reverse_lazy(PROPOSALS),
        name="import-proposals",
        icon_name="clipboard-list",
        order=950,
    )


urls = [
    path("news-import/proposals/", ProposalsView.as_view(), name=PROPOSALS),
    path("news-import/proposals/<int:pk>/", ProposalView.as_view(), name=PROPOSAL),
]
