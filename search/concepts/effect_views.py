"""The preview of a concept: what it changes about searches, while an editor writes it."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from wagtail.users.models import UserProfile

from search.labels import language_labels

from .effect import effects, entry_of
from .permissions import may_write
from .queries import entries

if TYPE_CHECKING:
    from .models import Concept


def preview(request: HttpRequest, concept: "Concept") -> HttpResponse:
    """Show what people find with the dictionary as it is, and as it would be with what stands in the form."""
    if not may_write(request.user):
        raise PermissionDenied
    from .models import Concept

    saved_key = Concept.objects.filter(pk=concept.pk).values_list("key", flat=True).first()
    before = next((entry for entry in entries() if entry.key == saved_key), None)
    with override(_language_of(request)):
        context = {
            "effects": effects(before, entry_of(concept), concept.question),
            "languages": language_labels(),
        }
        return render(request, "concepts/effect.html", context)


def _language_of(request: HttpRequest) -> str:
    """Return the language in which the editor works; a preview has no address that says it."""
    return str(UserProfile.get_for_user(request.user).get_preferred_language())
