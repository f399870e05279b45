"""What translators see and may do in Wagtail's admin."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.urls.resolvers import URLPattern, URLResolver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages as admin_messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import Translation

from cms.languages import target_languages

from . import urls
from .guard import why_not_publish, write_page
from .rights import may_edit, translates_into, works_in
from .states import statuses
from .templatetags.translations import side_by_side_url
from .unfinished import being_translated, unfinished
from .worklist import counts, worklist

MOST_TOLD = 5  # messages at once


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
    return _tell_or_refuse(request, instance)


@hooks.register("before_edit_page", order=-5)
def tell_translator(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say what changed to a translator who opens an outdated page, and what is missing to one who presses "publish"."""
    return _tell_or_refuse(request, page)


def _tell_or_refuse(request: HttpRequest, instance: Any) -> HttpResponse | None:
    _tell_of_changes(request, instance)
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=True
    ).first()
    refusal = translation and why_not_publish(translation.source, translation.target_locale)
    if not refusal:
        return None
    messages.error(request, refusal.messages[0])  # wagtail-localize would answer less clearly
    return redirect(request.path)


def _tell_of_changes(request: HttpRequest, instance: Any) -> None:
    language = instance.locale.language_code
    if request.method != "GET" or language not in target_languages():
        return
    model = Page if isinstance(instance, Page) else type(instance)
    status = statuses([instance.translation_key], model, [language])[instance.translation_key, language]
    url = side_by_side_url(instance)
    if status.is_outdated and status.is_source_live:
        text = _("The source was changed after this translation was made.")
        admin_messages.warning(request, text, buttons=[admin_messages.button(url, _("See what changed"))])
    elif status.unchecked:
        text = _("A machine wrote some of these texts. They are published only after you have checked them.")
        admin_messages.warning(request, text, buttons=[admin_messages.button(url, _("Check them side by side"))])


@hooks.register("before_bulk_action")
def refuse_unfinished(request: HttpRequest, action_type: str, pages: list[Any], action: Any) -> HttpResponse | None:
    """Publish none of the chosen pages while a translation among them, or below them, is not ready for readers."""
    if action_type != "publish" or request.method != "POST" or not all(isinstance(page, Page) for page in pages):
        return None
    chosen = list(pages)
    if request.POST.get("include_descendants"):
        chosen += [below for page in pages for below in page.get_descendants()]
    found = unfinished(chosen) or _draft_as_translated(chosen, request)
    if not found:
        return None
    for page, refusal in found[:MOST_TOLD]:
        messages.error(request, f"{page.get_admin_display_title()}: {refusal.messages[0]}")
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_explore_root")


def _draft_as_translated(pages: list[Page], request: HttpRequest) -> list[tuple[Page, ValidationError]]:
    """Bring drafts to what the translators have, for Wagtail publishes drafts; return those that do not fit."""
    refused = []
    for page, translation in being_translated(pages):
        if page.permissions_for_user(request.user).can_publish():
            try:
                write_page(translation.source, translation.target_locale, user=request.user, publish=False)
                page.refresh_from_db(fields=["latest_revision"])  # Wagtail goes on with this very object
            except ValidationError as problem:
                refused.append((page, problem))
    return refused


@hooks.register("register_reports_menu_item")
def table_of_translations() -> MenuItem:
    """Put the table of all translations into the menu of reports."""
    return MenuItem(
        gettext_lazy("State of translations"),
        reverse("translation:table"),
        name="translations-table",
        icon_name="wagtail-localize-language",
        order=800,
    )


@hooks.register("construct_reports_menu")
def without_localizes_report(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out the report of wagtail-localize: it knows neither what is missing nor what is outdated."""
    address = reverse("wagtail_localize:translations_report")
    items[:] = [item for item in items if getattr(item, "url", None) != address]


class MyTranslationsItem(MenuItem):
    """The way to what waits for a translator."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(works_in(request.user))


@hooks.register("register_admin_menu_item")
def my_translations() -> MenuItem:
    """Put the translator's list into the main menu."""
    return MyTranslationsItem(
        gettext_lazy("My translations"),
        reverse("translation:my_work"),
        name="my-translations",
        icon_name="tasks",
        order=150,
    )


class MyTranslationsPanel(Component):
    """Says on the first page of the admin what waits for a translator."""

    name = "my_translations"
    template_name = "translation/panel.html"
    order = 40

    def __init__(self, language: str) -> None:
        self.language = language

    def get_context_data(self, parent_context: Mapping[str, object] | None) -> dict[str, object]:
        """Return the counts of one language."""
        name = dict(settings.LANGUAGES)[self.language]
        return {
            "heading": _("Translations into %(language)s") % {"language": name},
            "language": self.language,
            "language_name": name,
            "counts": counts(worklist(self.language)),
        }


@hooks.register("construct_homepage_panels")
def tell_translators(request: HttpRequest, panels: list[Component]) -> None:
    """Add a panel for each language of which the person is a translator."""
    panels.extend(MyTranslationsPanel(language) for language in sorted(translates_into(request.user)))
