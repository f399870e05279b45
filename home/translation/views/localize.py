"""Views of wagtail-localize that need our rules: own languages only, and no network inside a transaction."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.submit_translations import SubmitPageTranslationView, SubmitSnippetTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from home.translation.machine.failures import MachineFailure
from home.translation.machine.services import MachineIsOff, translate_by_machine
from home.translation.records import is_source
from home.translation.rights import may_edit, may_submit_into


class _OwnLanguages:
    """Offers only the languages into which the person may translate."""

    request: HttpRequest
    object: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_source(self.get_object()):  # type: ignore[attr-defined]
            text = _("Only the original is sent for translation. Open the page in its original language.")
            messages.error(request, text)
            return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    def get_form(self) -> Form:
        form: Form = super().get_form()  # type: ignore[misc]
        locales = form.fields["locales"].queryset  # type: ignore[attr-defined]
        own = may_submit_into(self.request.user, locales, self.object)
        form.fields["locales"].queryset = locales.filter(pk__in=[locale.pk for locale in own])  # type: ignore[attr-defined]
        return form


class SubmitPage(_OwnLanguages, SubmitPageTranslationView):
    """Send a page to the translators of some languages."""


class SubmitSnippet(_OwnLanguages, SubmitSnippetTranslationView):
    """Send a row of reference data to the translators of some languages."""


class UpdateTranslations(UpdateTranslationsView):
    """Take over the published source; publishes own languages only, and never what a machine drafted just now."""

    def form_valid(self, form: Form) -> HttpResponse:
        own = self._own()
        wants_machine = form.cleaned_data.get("use_machine_translation", False)
        with transaction.atomic():
            self.object.update_from_db()
            self.components.save(self.object, sources_and_translations={self.object: own})
            if form.cleaned_data["publish_translations"] and not wants_machine:
                self._publish(own)
        if wants_machine:  # asks over the network, so after the transaction
            self._draft_by_machine(own)
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url() or self.get_default_success_url())

    def _own(self) -> list[Translation]:
        rows = self.object.translations.filter(enabled=True).select_related("source", "target_locale")
        return [row for row in rows if may_edit(self.request.user, row.get_target_instance())]

    def _publish(self, translations: list[Translation]) -> None:
        for translation in translations:
            try:
                translation.save_target(user=self.request.user, publish=True)
            except ValidationError as refusal:
                language = translation.target_locale.get_display_name()
                why = " ".join(refusal.messages)
                text = _("%(language)s was not published: %(why)s") % {"language": language, "why": why}
                messages.warning(self.request, text)

    def _draft_by_machine(self, translations: list[Translation]) -> None:
        for translation in translations:
            try:
                translate_by_machine(translation_id=translation.pk, actor=self.request.user)
            except MachineIsOff:
                continue
            except MachineFailure as failure:
                messages.error(self.request, str(failure))
                return
        messages.info(self.request, _("A machine drafted what was missing. Read and correct it before publishing."))


def no_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say why a translation does not become a copy of its source: readers get the source, marked, without that."""
    page = get_object_or_404(Page, pk=page_id)
    if not may_edit(request.user, page):
        raise PermissionDenied
    text = _("This site has no copies that pose as translations. Unpublish the page: readers then get the source text.")
    messages.error(request, text)
    return redirect("wagtailadmin_pages:edit", page.pk)
