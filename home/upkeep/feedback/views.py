from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from home.upkeep.models import Feedback
from home.upkeep.reports import Report, in_language

from .forms import FeedbackFilter
from .queries import feedback_seen_by, narrowed
from .services import archive, deal_with

ACTIONS = {
    "handled": (deal_with, _("Noted: you dealt with it.")),
    "archive": (archive, _("Archived. It stays for a year after it was written.")),
}


def _answer(row: Feedback) -> str:
    return str(_("helpful") if row.is_helpful else _("not helpful"))


class FeedbackReport(Report):
    """What readers said about the pages the person looks after."""

    page_title = _("Answers of readers")
    header_icon = "comment"
    file_name = "answers"
    form_class = FeedbackFilter
    introduction = _("Nobody knows who answered. Each answer is erased after a year.")
    nothing = _("All is well: nobody has written anything that fits.")
    columns = (
        TitleColumn(
            "page",
            label=_("Page"),
            accessor=lambda row: in_language(row.page.title, row.page.locale.language_code),
            get_url=lambda row: reverse("upkeep:answer", args=[row.pk]),
        ),
        Column("answer", label=_("Answer"), accessor=_answer),
        Column("comment", label=_("Comment")),
        Column("language", label=_("Language wanted")),
        Column("language_read", label=_("Language read")),
        Column("day", label=_("Day"), accessor=lambda row: timezone.localdate(row.hour)),
        Column("handled_by", label=_("Dealt with by")),
    )

    def rows(self, wanted: Mapping[str, Any]) -> QuerySet[Feedback]:
        return narrowed(feedback_seen_by(self.user), wanted)


class FeedbackView(WagtailAdminTemplateMixin, TemplateView):
    """One answer; posting notes that somebody dealt with it, or takes it out of the queue."""

    template_name = "upkeep/answer.html"
    page_title = _("Answer of a reader")
    header_icon = "comment"

    @cached_property
    def row(self) -> Feedback:
        """Return the answer, if the person may see it."""
        return get_object_or_404(feedback_seen_by(cast("User", self.request.user)), pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        answers = {"url": reverse("upkeep:feedback"), "label": FeedbackReport.page_title}
        return [*super().get_breadcrumbs_items(), answers, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"row": self.row}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what was pressed; an unknown action changes nothing."""
        act, said = ACTIONS.get(request.POST.get("action", ""), (None, ""))
        if act:
            act(feedback_id=self.row.pk, actor=cast("User", request.user))
            messages.success(request, said)
        return redirect("upkeep:feedback")
