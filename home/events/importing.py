"""The page on which an editor imports a calendar: first what would happen, then, on a second press, it happens."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .calendar_file import BrokenCalendar
from .calendar_in import Outcome, Row, import_calendar
from .forms import ImportForm, sections_for


class ImportView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """For whoever may write in some section of events; others do not learn of it."""

    form_class = ImportForm
    template_name = "home/import_events.html"
    page_title = _("Import events")
    header_icon = "calendar-alt"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse people without a section."""
        self.sections = sections_for(request.user)
        if not self.sections:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the sections of the person."""
        return super().get_form_kwargs() | {"sections": self.sections}

    def form_valid(self, form: ImportForm) -> HttpResponse:
        """Import, or only look, and show what became of each event."""
        is_real = "import" in self.request.POST
        content = form.cleaned_data["calendar"]
        try:
            rows = import_calendar(
                section_id=int(form.cleaned_data["section"]),
                content=content,
                actor=self.request.user,  # type: ignore[arg-type]
                dry_run=not is_real,
            )
        except BrokenCalendar as broken:
            context = self.get_context_data(form=form, faults=broken.faults)
            return self.render_to_response(context, status=422)
        if is_real:
            messages.success(self.request, _told(rows))
        shown = ImportForm(
            initial={"section": form.cleaned_data["section"], "content": content.decode("utf-8-sig")},
            sections=self.sections,
        )
        return self.render_to_response(self.get_context_data(form=shown, rows=rows, is_real=is_real))


def _told(rows: list[Row]) -> str:
    count = sum(row.outcome in {Outcome.NEW, Outcome.CHANGED} for row in rows)
    return ngettext("%(count)d draft was saved.", "%(count)d drafts were saved.", count) % {"count": count}
