"""The form a reader gets after "yes" or "no": the page itself stays the same for everybody and can be cached."""

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.fallback import address_of, readers_language
from cms.pages import BasePage

from .forms import ANSWERS, FeedbackForm, now_signed
from .queries import page_asked_about
from .services import NotAsked, TooMany, give_feedback


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask whether the page was helpful and take the answer."""
    page = _page(page_id)
    if request.method != "POST":
        answer = request.GET.get("answer")
        initial = {"answer": answer if answer in dict(ANSWERS) else None, "begun": now_signed()}
        return _shown(request, page, FeedbackForm(initial=initial))
    form = FeedbackForm(request.POST)
    if form.is_valid() and (form.is_from_a_machine or _is_taken(form, page)):
        return redirect("feedback:thanks", page_id=page.pk)
    form.data = {**request.POST.dict(), "begun": now_signed()}
    status = HTTPStatus.TOO_MANY_REQUESTS if getattr(form, "came_too_often", False) else HTTPStatus.OK
    return _shown(request, page, form, status=status)


@require_safe
def thanks(request: HttpRequest, page_id: int) -> HttpResponse:
    """Thank in the reader's language and lead back to the page."""
    page = _page(page_id)
    return render(request, "upkeep/feedback_thanks.html", _context(request, page))


def _is_taken(form: FeedbackForm, page: BasePage) -> bool:
    wanted = form.cleaned_data
    try:
        give_feedback(
            page_id=page.pk,
            language=readers_language(),
            is_helpful=wanted["answer"] == "yes",
            comment=wanted["comment"],
        )
    except ValidationError as error:
        form.add_error(None, error)
    except NotAsked as error:
        raise Http404 from error
    except TooMany:
        form.came_too_often = True  # type: ignore[attr-defined]
        form.add_error(None, _("Many people answered about this page just now. Please try again in an hour."))
    return form.is_valid()


def _page(page_id: int) -> BasePage:
    page = page_asked_about(page_id)
    if page is None:
        raise Http404
    return page


def _context(request: HttpRequest, page: BasePage) -> dict[str, object]:
    return {"about": page, "address": address_of(page, readers_language(), request) or "/"}


def _shown(request: HttpRequest, page: BasePage, form: FeedbackForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "upkeep/feedback_form.html", {"form": form, **_context(request, page)}, status=status)
