"""The translation a request is about, and where its person goes next."""

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation, get_edit_url

from accounts.models import User
from home.translation.rights import may_edit


def translation_for(request: HttpRequest, translation_id: int) -> Translation:
    """Return the translation if the person may change it; 404 when it is gone, 403 when it is not theirs."""
    rows = Translation.objects.select_related("source__locale", "target_locale")
    translation: Translation = get_object_or_404(rows, pk=translation_id)
    try:
        target = translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if not may_edit(request.user, target):
        raise PermissionDenied
    return translation


def person_of(request: HttpRequest) -> User:
    """Return who asks; the admin lets nobody else in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def back_to(request: HttpRequest, translation: Translation) -> str:
    """Return where the form asked to go on, else the editor of the translation."""
    return get_valid_next_url_from_request(request) or get_edit_url(translation.get_target_instance())
