"""Asking the machine for a draft, and saying that what it wrote is right."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from home.translation.machine.failures import MachineFailure
from home.translation.machine.services import MachineIsOff, confirm_machine_texts, translate_by_machine

from .subject import back_to, person_of, translation_for


@require_POST
def machine_translate(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Have the machine draft what is missing and say how much that was, or why it did not."""
    translation = translation_for(request, translation_id)
    try:
        written = translate_by_machine(translation_id=translation.pk, actor=person_of(request))
    except MachineIsOff as error:
        raise Http404 from error
    except MachineFailure as failure:
        messages.error(request, str(failure))
    else:
        _tell(request, written)
    return redirect(back_to(request, translation))


def _tell(request: HttpRequest, written: int) -> None:
    if not written:
        messages.warning(request, _("Every text has a translation already, so the machine was not asked."))
        return
    text = ngettext(
        "The machine drafted %(count)d text. Read it and correct it: only then can the page be published.",
        "The machine drafted %(count)d texts. Read and correct them: only then can the page be published.",
        written,
    )
    messages.success(request, text % {"count": written})


@require_POST
def confirm_machine(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Record the person's word for the machine texts they saw."""
    translation = translation_for(request, translation_id)
    texts = [int(text) for text in request.POST.getlist("text") if text.isdecimal()]
    confirmed = confirm_machine_texts(translation_id=translation.pk, texts=texts, actor=person_of(request))
    if confirmed:
        text = ngettext(
            "You have checked %(count)d machine text.", "You have checked %(count)d machine texts.", confirmed
        )
        messages.success(request, text % {"count": confirmed})
    else:
        messages.warning(request, _("Nothing was marked: tick each machine text that you have read and find right."))
    return redirect(back_to(request, translation))
