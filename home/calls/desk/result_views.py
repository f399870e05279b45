"""The pages on which results are published and corrected: a table typed or read from a file, and a document."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from home.calls import services
from home.calls.models import CallResult
from home.calls.permissions import Act
from home.calls.refusals import AlreadyCorrected, CallRefused

from .acts import told
from .results import (
    PREFIX,
    ROWS_AT_FIRST,
    ROWS_MORE,
    CorrectionForm,
    ResultsFilesForm,
    ResultTable,
    as_typed,
    table_data,
)
from .views import CONFLICT, UNPROCESSABLE, PageOfAct


class ResultsView(PageOfAct, TemplateView):
    """The results: a table typed or read from a file, a document, and all of it published at once."""

    act = Act.PUBLISH_RESULTS
    template_name = "calls/desk/results.html"
    page_title = gettext_lazy("Publish the results")
    button = gettext_lazy("Publish the results and tell everybody")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = kwargs.pop("files", None) or ResultsFilesForm()
        kwargs = {"table": ResultTable(prefix=PREFIX), "is_checked": False} | kwargs
        context = super().get_context_data(files=files, **kwargs)
        return context | {"told": told(self.call), "media": files.media, "button": self.button}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read the file, add rows, check, or publish: whatever was pressed, nothing typed is lost."""
        files = ResultsFilesForm(request.POST, request.FILES)
        if not files.is_valid():
            return self._show(files, request.POST, is_checked=False, status=UNPROCESSABLE)
        if rows := files.cleaned_data["table"]:
            return self._show(files, table_data(rows))
        if "more" in request.POST:
            return self._show(files, _with_more_rows(request.POST.dict()), is_checked=False)
        if "publish" in request.POST:
            return self._publish(files)
        return self._show(files, request.POST)

    def _publish(self, files: ResultsFilesForm) -> HttpResponse:
        table = ResultTable(self.request.POST, prefix=PREFIX)
        if not table.is_valid():
            return self._show(files, self.request.POST, status=UNPROCESSABLE)
        document = files.cleaned_data["document"]
        results = table.results()
        try:
            self.do(results, document.pk if document else None)
        except ValidationError as error:
            files.add_error(None, ValidationError(error.messages))
            status = CONFLICT if isinstance(error, CallRefused) else UNPROCESSABLE
            return self._show(files, self.request.POST, status=status)
        text = ngettext("%(count)d result is public now.", "%(count)d results are public now.", len(results))
        messages.success(self.request, text % {"count": len(results)})
        return redirect(self.back)

    def do(self, results: list[CallResult], file_id: int | None) -> None:
        """Publish them. Raises what the service raises."""
        services.publish_results(call_id=self.call.pk, results=results, file_id=file_id, actor=self.person)

    def _show(self, files: ResultsFilesForm, data: Any, *, is_checked: bool = True, status: int = 200) -> HttpResponse:
        table = ResultTable(data, prefix=PREFIX)
        is_good = is_checked and table.is_valid()
        context = self.get_context_data(files=files, table=table, is_checked=is_checked, is_good=is_good)
        return self.render_to_response(context, status=status if is_good or not is_checked else UNPROCESSABLE)


class CorrectResultsView(ResultsView):
    """Corrects published results: the same table with what is public now, and the reason."""

    act = Act.CORRECT_RESULTS
    page_title = gettext_lazy("Correct the results")
    button = gettext_lazy("Publish the correction and tell everybody")

    @cached_property
    def why(self) -> CorrectionForm:
        """Return the form of the reason with what was typed; it is asked for by the last button only."""
        if "publish" in self.request.POST:
            return CorrectionForm(self.request.POST)
        return CorrectionForm(initial={"seen": self._last()} | self.request.POST.dict())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "table" not in kwargs:
            public = table_data(as_typed(self.call.results.current()))
            kwargs["table"] = ResultTable(public, prefix=PREFIX)
            kwargs["files"] = ResultsFilesForm(initial={"document": self.call.results_file})
        return super().get_context_data(**kwargs) | {"why": self.why}

    def do(self, results: list[CallResult], file_id: int | None) -> None:
        """Correct them; once somebody was faster, the same button sent again counts."""
        if not self.why.is_valid():
            raise ValidationError(_("Say below why the results are corrected."))
        try:
            services.correct_results(
                call_id=self.call.pk,
                results=results,
                file_id=file_id,
                reason=self.why.reason(),
                actor=self.person,
                seen=self.why.cleaned_data["seen"],
            )
        except AlreadyCorrected:
            self.why.data = {**self.request.POST.dict(), "seen": self._last()}
            raise

    def _last(self) -> int:
        last = self.call.corrections.order_by("at", "pk").last()
        return last.pk if last else 0


def _with_more_rows(data: dict[str, Any]) -> dict[str, Any]:
    name = f"{PREFIX}-TOTAL_FORMS"
    number = data.get(name, "")
    rows = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else ROWS_AT_FIRST
    return data | {name: str(rows + ROWS_MORE)}
