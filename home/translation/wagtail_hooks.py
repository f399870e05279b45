"""What translators see and may do in Wagtail's admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver
from wagtail import hooks
from wagtail.models import TranslatableMixin
from wagtail_localize.models import Translation

from . import urls
from .guard import why_not_publish
from .rights import may_edit


@hooks.register("register_admin_urls", order=-1)
def addresses() -> list[URLPattern | URLResolver]:
    """Add the desk's addresses, and ours before those of wagtail-localize."""
    return [path("translation/", include(urls)), *urls.instead_of_localize]


@hooks.register("before_edit_snippet", order=-10)
def keep_to_own_language(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Refuse a row in another language, and the publication of what nobody has translated or checked."""
    if not isinstance(instance, TranslatableMixin):
        return None
    if not may_edit(request.user, instance):
        raise PermissionDenied
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=True
    ).first()
    refusal = translation and why_not_publish(translation.source, translation.target_locale)
    if not refusal:
        return None
    messages.error(request, refusal.messages[0])
    return redirect(request.path)
