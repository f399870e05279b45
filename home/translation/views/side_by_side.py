"""Source and translation side by side, and everything one does from there."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail_localize.models import Translation

from cms.languages import target_languages
from home.translation.comparison import compare, instance_in
from home.translation.forms import TranslationFileForm
from home.translation.guard import IncompleteTranslation
from home.translation.machine.budget import words_left
from home.translation.machine.services import machine_for
from home.translation.overview import Entry, entry_of
from home.translation.permissions import may_publish
from home.translation.rights import may_edit, works_in
from home.translation.services import NothingToConfirm, confirm_translation
from home.translation.states import State
from home.translation.subjects import Subject, kinds, subject_of

from .subject import person_of


def _find(kind: str, language: str, key: UUID) -> Subject:
    subject = subject_of(key, kind) if kind in kinds() and language in target_languages() else None
    if subject is None:
        raise Http404
    return subject


class SideBySideView(WagtailAdminTemplateMixin, TemplateView):
    """Shows one thing in the source language and in another, to those who translate into it."""

    template_name = "translation/side_by_side.html"
    page_title = gettext_lazy("Side by side")
    header_icon = "wagtail-localize-language"

    @cached_property
    def entry(self) -> Entry:
        """Return what is compared. 404 when there is no such thing, 403 when it is not the person's language."""
        language = self.kwargs["language"]
        subject = _find(self.kwargs["kind"], language, self.kwargs["key"])
        if language not in works_in(self.request.user):
            raise PermissionDenied
        return entry_of(subject, language)

    def get_page_subtitle(self) -> str:
        return self.entry.subject.title

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        items: list[dict[str, object]] = super().get_breadcrumbs_items()
        back = f"{reverse('translation:my_work')}?language={self.entry.status.language}"
        return [
            *items,
            {"url": back, "label": _("My translations")},
            {"url": "", "label": self.page_title, "sublabel": self.entry.subject.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry, names = self.entry, dict(settings.LANGUAGES)
        target = instance_in(entry.subject, entry.status.language)
        translation = _translation(entry)
        pairs = compare(entry.subject, entry.status.language, translation)
        is_theirs = target is not None and may_edit(self.request.user, target)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "entry": entry,
            "pairs": pairs,
            "changed": [pair for pair in pairs if pair.diff],
            "machine_pairs": [pair for pair in pairs if pair.is_machine] if is_theirs else [],
            "translation": translation if is_theirs else None,
            "machine": machine_for(translation) if translation and is_theirs else None,
            "machine_words_left": words_left(),
            "edit_url": entry.subject.edit_url(target.pk) if is_theirs else "",
            "may_confirm": entry.status.state is State.OUTDATED
            and is_theirs
            and may_publish(person_of(self.request), target),
            "upload_form": TranslationFileForm(),
            "actions": _actions(self.request, target, entry) if is_theirs else [],
            "source_language": settings.LANGUAGE_CODE,
            "source_language_name": names[settings.LANGUAGE_CODE],
            "language": entry.status.language,
            "language_name": names[entry.status.language],
        }


def _translation(entry: Entry) -> Translation | None:
    rows = Translation.objects.select_related("source__locale", "target_locale")
    found: Translation | None = rows.filter(pk=entry.status.translation_id).first()
    return found


def _actions(request: HttpRequest, target: Any, entry: Entry) -> list[Any]:
    """Return what other apps offer here: each hook takes request, translated page and status, and returns HTML."""
    found = [hook(request, target, entry.status) for hook in hooks.get_hooks("translation_side_by_side_actions")]
    return [html for html in found if html]


@require_POST
def confirm_still_right(request: HttpRequest, kind: str, language: str, key: UUID) -> HttpResponse:
    """Record the person's word that the published translation still says what the source says."""
    subject = _find(kind, language, key)
    try:
        confirm_translation(translation_key=key, language=language, actor=person_of(request))
    except NothingToConfirm:
        messages.error(request, _("There is no published translation to confirm."))
    except IncompleteTranslation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        text = _("“%(title)s” counts as up to date again.") % {"title": subject.title}
        messages.success(request, text)
    return redirect("translation:side_by_side", kind=kind, language=language, key=key)
