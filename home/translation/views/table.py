"""The table of all translations, on the screen and as a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.languages import target_languages
from cms.spreadsheets import CSV_TYPE, XLSX_TYPE, csv_lines, xlsx
from home.translation.forms import TableForm
from home.translation.overview import Entry, Row, table
from home.translation.rights import works_in
from home.translation.subjects import PAGES, kinds, page_kinds, subjects

PER_PAGE = 50


class TableView(WagtailAdminTemplateMixin, TemplateView):
    """Everything public in the source language, and how each language stands; open to all who enter the admin."""

    template_name = "translation/table.html"
    page_title = gettext_lazy("State of translations")
    header_icon = "wagtail-localize-language"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        export = request.GET.get("export", "")
        if export == "csv":
            return self._attach(StreamingHttpResponse(csv_lines(self._header(), self._lines()), content_type=CSV_TYPE))
        if export == "xlsx":
            content = xlsx(str(self.page_title), self._header(), self._lines())
            return self._attach(HttpResponse(content, content_type=XLSX_TYPE))
        return super().get(request, *args, **kwargs)

    def _attach(self, response: HttpResponseBase) -> HttpResponseBase:
        response["Content-Disposition"] = f'attachment; filename="translations.{self.request.GET["export"]}"'
        return response

    @cached_property
    def kind(self) -> str:
        """Return what is listed: pages, unless a kind of reference data was asked for."""
        asked = self.request.GET.get("kind", "")
        return asked if asked in kinds() else PAGES

    @cached_property
    def form(self) -> TableForm:
        """Return the filters as they were set."""
        types = page_kinds(subjects(self.kind)) if self.kind == PAGES else []
        return TableForm(self.request.GET, kind=self.kind, page_types=types, languages=target_languages())

    @cached_property
    def languages(self) -> list[str]:
        """Return the languages shown."""
        asked = self.request.GET.get("language", "")
        return [asked] if asked in target_languages() else target_languages()

    @cached_property
    def rows(self) -> list[Row]:
        """Return what is wanted."""
        return table(self.kind, self.languages, self.form.wanted())

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        items: list[dict[str, object]] = super().get_breadcrumbs_items()
        return [*items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        paginator = Paginator(self.rows, PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        names = dict(settings.LANGUAGES)
        return context | {
            "form": self.form,
            "kind": self.kind,
            "kinds": kinds(),
            "is_pages": self.kind == PAGES,
            "languages": [(code, names[code]) for code in self.languages],
            "words": [
                (names[code], sum(row.entries[index].words_left for row in self.rows))
                for index, code in enumerate(self.languages)
            ],
            "page_obj": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "works_in": works_in(self.request.user),
            "source_language": settings.LANGUAGE_CODE,
        }

    def _header(self) -> list[str]:
        names = dict(settings.LANGUAGES)
        head = [_("Title"), _("Type"), _("Section"), _("Responsible unit")]
        for code in self.languages:
            head += [
                _("State in %(language)s") % {"language": names[code]},
                _("Words left in %(language)s") % {"language": names[code]},
                _("Days waiting in %(language)s") % {"language": names[code]},
            ]
        return head

    def _lines(self) -> Iterator[list[Any]]:
        for row in self.rows:
            subject = row.subject
            cells = [cell for entry in row.entries for cell in _cells(entry)]
            yield [subject.title, subject.kind, subject.section, subject.unit, *cells]


def _cells(entry: Entry) -> list[Any]:
    return [str(entry.status.state.label), entry.words_left, entry.days]
