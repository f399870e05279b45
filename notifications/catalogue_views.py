"""The catalogue of all mails in the administration, with invented data: nothing in it is about a real person."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .catalogue import Specimen, names, specimen

# A mail carries its own styles, since mail programs read no others; here they may colour it and nothing else.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; sandbox"


class CatalogueView(WagtailAdminTemplateMixin, TemplateView):
    """Every kind of mail by its subject, with a way to read it in each language."""

    template_name = "notifications/admin/catalogue.html"
    page_title = _("All mails")
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = get_language() or settings.LANGUAGE_CODE
        rows = [specimen(kind, variant, language) for kind, variant in names()]
        return super().get_context_data(**kwargs) | {"rows": rows, "languages": settings.LANGUAGES}


class SpecimenView(WagtailAdminTemplateMixin, TemplateView):
    """One mail in one language: what a mail program shows, its plain text and its headers."""

    template_name = "notifications/admin/specimen.html"
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        catalogue = {"url": reverse("mail_catalogue"), "label": CatalogueView.page_title}
        return [*super().get_breadcrumbs_items(), catalogue, {"url": "", "label": self.get_page_title()}]

    def get_page_title(self) -> str:
        return str(self.found.message.subject)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.found = _wanted(request, kwargs["kind"], kwargs["language"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"specimen": self.found, "languages": settings.LANGUAGES}


@require_safe
def specimen_html(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Return the HTML of a sample for a frame in which nothing runs, loads or leads anywhere."""
    response = HttpResponse(_wanted(request, kind, language).html)
    response["Content-Security-Policy"] = _POLICY
    response._csp_exempt = True  # type: ignore[attr-defined]  # read by django-csp and by our own middleware
    return response


def _wanted(request: HttpRequest, kind: str, language: str) -> Specimen:
    known = language in dict(settings.LANGUAGES)
    found = specimen(kind, request.GET.get("variant", ""), language) if known else None
    if found is None:
        raise Http404
    return found
