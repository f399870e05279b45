"""Translations as files: down, up, and the report of what was not taken."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail_localize.models import Translation

from home.translation.exchange import po, xliff
from home.translation.exchange.bundle import pack
from home.translation.exchange.delivered import UnreadableFile
from home.translation.exchange.export import file_name
from home.translation.exchange.services import Outcome, import_file
from home.translation.forms import TranslationFileForm
from home.translation.limits import FILES
from home.translation.rights import may_translate, works_in

from .subject import back_to, person_of, translation_for


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def download_xliff(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Hand out the texts of one translation as XLIFF."""
    translation = translation_for(request, translation_id)
    return _download(xliff.write([translation]), file_name(translation, "xlf"), "application/xliff+xml")


def download_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Hand out the texts of one translation as PO."""
    translation = translation_for(request, translation_id)
    return _download(po.write(translation), file_name(translation, "po"), "text/x-gettext-translation")


def download_many(request: HttpRequest) -> HttpResponse:
    """Hand out the chosen translations in one ZIP file; those of other languages are left out."""
    keys = [int(key) for key in request.GET.getlist("translation") if key.isdecimal()][:FILES]
    rows = Translation.objects.filter(pk__in=keys, enabled=True).select_related("source__locale", "target_locale")
    chosen = [row for row in rows if may_translate(person_of(request), row)]
    if not chosen:
        messages.warning(request, _("Tick at least one page to download."))
        return redirect("translation:my_work")
    return _download(pack(chosen), "translations.zip", "application/zip")


@require_POST
def upload_for_one(request: HttpRequest, translation_id: int) -> HttpResponseBase:
    """Take in a file for this translation; back to the editor when all went well, else to the report."""
    translation = translation_for(request, translation_id)
    form = TranslationFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file first."))
        return redirect(back_to(request, translation))
    file = form.cleaned_data["file"]
    try:
        outcomes = import_file(name=file.name, content=file.read(), actor=person_of(request), only=translation)
    except UnreadableFile as error:
        messages.error(request, str(error))
        return redirect(back_to(request, translation))
    if any(outcome.refusal or outcome.not_taken for outcome in outcomes):
        return UploadView.as_view(outcomes=outcomes)(request)
    _tell(request, outcomes)
    return redirect(back_to(request, translation))


def _tell(request: HttpRequest, outcomes: list[Outcome]) -> None:
    stored = sum(outcome.stored for outcome in outcomes)
    text = ngettext("%(count)d translation was taken over.", "%(count)d translations were taken over.", stored)
    messages.success(request, text % {"count": stored})


class UploadView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Take in a file for one page or many, and say what became of each text."""

    form_class = TranslationFileForm
    template_name = "translation/upload.html"
    page_title = gettext_lazy("Upload translations")
    header_icon = "upload"
    outcomes: list[Outcome] | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not works_in(request.user):
            raise PermissionDenied
        if self.outcomes is not None:
            return self.render_to_response(self.get_context_data(form=TranslationFileForm()))
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        items: list[dict[str, object]] = super().get_breadcrumbs_items()
        return [
            *items,
            {"url": reverse("translation:my_work"), "label": _("My translations")},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form: TranslationFileForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            self.outcomes = import_file(name=file.name, content=file.read(), actor=person_of(self.request))
        except UnreadableFile as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=TranslationFileForm()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"outcomes": self.outcomes}
