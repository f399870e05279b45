from collections.abc import Mapping, Sequence
from datetime import date, timedelta
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
from search.questions import Asked, asked_in_vain, rarely_opened

from .columns import ConceptColumn, DateColumn, WordsColumn

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


class _Questions(Report):
    """What readers looked for, without who they were; for editors."""

    header_icon = "search"
    form_class = QuestionFilter
    actions = (ConceptColumn("concept", label=_("Teach the search")),)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not looks_after_all(self.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def rows(self, wanted: Mapping[str, Any]) -> Sequence[Asked]:
        since = timezone.localdate() - timedelta(days=int(wanted.get("days") or USUAL_DAYS))
        return self.asked(since=since, language=wanted.get("language") or "")

    def asked(self, *, since: date, language: str) -> Sequence[Asked]:
        """Return the questions of the report."""
        raise NotImplementedError


class QuestionReport(_Questions):
    """What readers looked for at least twice and did not find."""

    page_title = _("Looked for and not found")
    file_name = "not-found"
    introduction = _(
        "Only what was looked for at least twice is shown, without who asked. What looks like somebody's data is "
        "never kept, and everything is erased after 90 days."
    )
    nothing = _("All is well: nobody looked for the same thing twice in vain.")
    columns = (
        WordsColumn("text", label=_("Words")),
        Column("language", label=_("Language")),
        Column("in_vain", label=_("Times")),
        DateColumn("last", label=_("Last day")),
    )

    def asked(self, *, since: date, language: str) -> Sequence[Asked]:
        return asked_in_vain(since=since, language=language)


class RarelyOpenedReport(_Questions):
    """What readers found and seldom opened."""

    page_title = _("Found and seldom opened")
    file_name = "seldom-opened"
    introduction = _(
        "These searches found something at least five times, but readers opened a result after at most one in five of "
        "them: perhaps it was not what they meant. Opening is counted only in browsers that run scripts, without who "
        "opened what. Everything is erased after 90 days."
    )
    nothing = _("All is well: readers open what they find.")
    columns = (
        WordsColumn("text", label=_("Words")),
        Column("language", label=_("Language")),
        Column("searches", label=_("Searches")),
        Column("opened_in_percent", label=_("Opened in percent")),
        DateColumn("last", label=_("Last day")),
    )

    def asked(self, *, since: date, language: str) -> Sequence[Asked]:
        return rarely_opened(since=since, language=language)
