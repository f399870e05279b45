"""The shape of every report of this app: a filter, a table, pages of it, and the whole of it as CSV."""

from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any, ClassVar, cast

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from cms.spreadsheets import CSV_TYPE, csv_lines

PER_PAGE = 50
Rows = Sequence[Any] | QuerySet[Any]


class Report(WagtailAdminTemplateMixin, TemplateView):
    """A list for people of the office; what makes no sense in the filter is ignored with a message beside it."""

    template_name = "upkeep/report.html"
    form_class: ClassVar[type[forms.Form]]
    columns: ClassVar[Sequence[Column]]
    actions: ClassVar[Sequence[Column]] = ()  # what one can do with a row; not in the file
    file_name: ClassVar[str]
    introduction: ClassVar["str | Promise"] = ""
    nothing: ClassVar["str | Promise"] = ""

    def rows(self, wanted: Mapping[str, Any]) -> Rows:
        """Return what the person may see and asked for, in order."""
        raise NotImplementedError

    def table_data(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Return the rows of one page of the table with what their columns need beside them."""
        return rows

    @property
    def user(self) -> User:
        """Return who looks at it; Wagtail lets in nobody who has not signed in."""
        return cast("User", self.request.user)

    def get_form(self) -> forms.Form:
        """Return the filter as sent; a field that is wrong counts as empty."""
        return self.form_class(self.request.GET or None)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | StreamingHttpResponse:  # type: ignore[override]
        form = self.get_form()
        wanted = form.cleaned_data if form.is_valid() else getattr(form, "cleaned_data", {})
        rows = self.rows(wanted)
        if request.GET.get("export") == "csv":
            return self._as_csv(rows)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        table = Table(
            [*self.columns, *self.actions], self.table_data(list(page.object_list)), caption=str(self.page_title)
        )
        return self.render_to_response(self.get_context_data(form=form, page_obj=page, table=table, **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        parameters = self.request.GET.copy()
        for name in ("p", "export"):
            parameters.pop(name, None)
        return context | {
            "introduction": self.introduction,
            "nothing": self.nothing,
            "parameters": parameters.urlencode(),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def _as_csv(self, rows: Rows) -> StreamingHttpResponse:
        header = [str(column.label) for column in self.columns]
        response = StreamingHttpResponse(csv_lines(header, self._cells(rows)), content_type=CSV_TYPE)
        name = f"{self.file_name}-{timezone.localdate()}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _cells(self, rows: Rows) -> Iterator[list[str]]:
        for row in self.table_data(list(rows)):
            yield [_plain(column.get_value(row)) for column in self.columns]


def _plain(value: Any) -> str:
    """Return a cell as text: mark-up of ours goes, signs that people typed stay."""
    if isinstance(value, SafeString):
        return unescape(strip_tags(value.replace("</li>", "</li> "))).strip()
    return "" if value is None else str(value)


def in_language(text: str, language: str) -> SafeString:
    """Return a title as it stands in a table, with the language it is in."""
    return format_html('<span lang="{}">{}</span>', language, text)
