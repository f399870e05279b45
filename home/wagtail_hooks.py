from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail_localize.models import Translation

from .content_checks import use_our_checks
from .events import hooks as event_hooks
from .fragments.admin import FragmentViewSet, refuse_while_shown
from .links import ReadersLinkHandler
from .translation.guard import IncompleteTranslation, missing_texts

event_hooks.register()
register_snippet(FragmentViewSet)
hooks.register("before_delete_snippet", refuse_while_shown)
hooks.register("construct_wagtail_userbar", use_our_checks)


@hooks.register("register_rich_text_features", order=10)
def keep_links_in_the_readers_language(features: FeatureRegistry) -> None:
    """Replace Wagtail's page links by ours."""
    features.register_link_type(ReadersLinkHandler)


@hooks.register("before_edit_page", order=-1)
def refuse_incomplete_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Tell a translator who presses "publish" what is missing, before wagtail-localize answers less clearly."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    missing = translation and missing_texts(translation.source, translation.target_locale)
    if not missing:
        return None
    messages.error(request, IncompleteTranslation(missing).messages[0])
    return redirect(request.path)
