from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from home.upkeep.permissions import looks_after_all
from home.upkeep.reports import Report
from search.questions import Asked, asked_in_vain

USUAL_DAYS = 30


class QuestionFilter(forms.Form):
    """Since when, and in which language."""

    days = forms.ChoiceField(
        label=_("Asked within"), required=False, choices=[("", _("30 days")), ("7", _("7 days")), ("90", _("90 days"))]
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["language"].choices = [("", _("all")), *settings.LANGUAGES]  # type: ignore[attr-defined]


class QuestionReport(Report):
    """What readers looked for at least twice and did not find; for editors."""

    page_title = _("Looked for and not found")
    header_icon = "search"
    file_name = "not-found"
    form_class = QuestionFilter
    introduction = _(
        "Only what was looked for at least twice is shown, without who asked. What looks like somebody's data is "
        "never kept, and everything is erased after 90 days."
    )
    nothing = _("All is well: nobody looked for the same thing twice in vain.")
    columns = (
        Column("text", label=_("Words")),
        Column("language", label=_("Language")),
        Column("times", label=_("Times")),
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not looks_after_all(self.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def rows(self, wanted: Mapping[str, Any]) -> Sequence[Asked]:
        since = timezone.localdate() - timedelta(days=int(wanted.get("days") or USUAL_DAYS))
        return asked_in_vain(since=since, language=wanted.get("language") or "")
