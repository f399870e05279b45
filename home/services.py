"""Everything the code does to pages: the site itself, and writing, translating and publishing the way people do."""

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from .approval.workflows import ensure_workflows
from .models import HomePage
from .roles import sync_page_permissions
from .translation import guard
from .translation.adopting import adopt_what_is_published

P = TypeVar("P", bound=Page)


class UnknownText(ValueError):
    """A translation was given for a text that the page does not have."""


@transaction.atomic
def ensure_site() -> HomePage:
    """Return the source front page, with a locale, a draft front page and rights for every language of the site.

    May be called at any time: it creates what is missing and changes nothing that people wrote.
    """
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    home = _source_home(locales[settings.LANGUAGE_CODE])
    _point_site_at(home)
    for code, locale in locales.items():
        if code != settings.LANGUAGE_CODE and not home.has_translation(locale):
            guard.submit(home, locale, user=None)
    sync_page_permissions(home)
    adopt_what_is_published()
    ensure_workflows(home)
    return home


def _source_home(locale: Locale) -> HomePage:
    home: HomePage | None = HomePage.objects.filter(locale=locale, depth=2).first()
    if home is None:
        home = HomePage(title=settings.SITE_NAME, slug="start", locale=locale)
        Page.get_first_root_node().add_child(instance=home)
        home.save_revision().publish()
    return home


def _point_site_at(home: HomePage) -> None:
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first() or Site(is_default_site=True)
    welcome = site.root_page if site.root_page_id else None
    site.hostname, site.port, site.site_name, site.root_page = address.hostname, port, settings.SITE_NAME, home
    site.save()
    if welcome and welcome.specific_class is Page and not welcome.is_root():
        welcome.delete()


@transaction.atomic
def create_page(parent: Page, page: P, *, actor: AbstractBaseUser, unfinished: bool = False) -> P:
    """Save a new draft below the parent; an unfinished one may lack what a published page must have.

    Raises ``PermissionDenied`` when the person may not write there.
    """
    if not parent.permissions_for_user(actor).can_add_subpage():
        raise PermissionDenied
    page.live = False
    page.owner = actor
    parent.add_child(instance=page)
    page.save_revision(user=actor, log_action=True, clean=not unfinished)
    return page


@transaction.atomic
def publish_page(page: P, *, actor: AbstractBaseUser) -> P:
    """Make the latest draft live. Raises ``PermissionDenied`` or, when something is missing, ``ValidationError``."""
    revision = page.get_latest_revision() or page.save_revision(user=actor)
    revision.publish(user=actor)
    page.refresh_from_db()
    return page


@transaction.atomic
def submit_for_translation(page: Page, language: str, *, actor: AbstractBaseUser) -> Translation:
    """Put the page, as it is now, before the translators of a language."""
    if not actor.has_perm("wagtail_localize.submit_translation"):  # type: ignore[attr-defined]
        raise PermissionDenied
    return guard.submit(page.specific, Locale.objects.get(language_code=language), user=actor)


def source_texts(translation: Translation) -> list[str]:
    """Return the texts to translate, in the order of the page."""
    segments = StringSegment.objects.filter(source=translation.source).order_by("order").select_related("string")
    return [segment.string.data for segment in segments]


@transaction.atomic
def fill_translation(translation: Translation, texts: Mapping[str, str], *, actor: AbstractBaseUser) -> None:
    """Store translations by source text. Raises ``UnknownText`` for a text the page does not have."""
    if not translation.get_target_instance().permissions_for_user(actor).can_edit():
        raise PermissionDenied
    segments = StringSegment.objects.filter(source=translation.source).select_related("string")
    if unknown := texts.keys() - {segment.string.data for segment in segments}:
        raise UnknownText(sorted(unknown))
    for segment in segments:
        if segment.string.data in texts:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=translation.target_locale,
                defaults={
                    "data": texts[segment.string.data],
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "last_translated_by": actor,
                    "has_error": False,
                    "field_error": "",
                    "updated_at": timezone.now(),
                },
            )


def publish_translation(translation: Translation, *, actor: AbstractBaseUser) -> Page:
    """Make the translation live. Raises ``IncompleteTranslation`` while texts are missing."""
    page, _created = guard.write_page(translation.source, translation.target_locale, user=actor, publish=True)
    return page


def translate_page(page: Page, language: str, texts: Mapping[str, str], *, actor: AbstractBaseUser) -> Page:
    """Submit, fill and publish in one go; one person must hold all three rights."""
    translation = submit_for_translation(page, language, actor=actor)
    fill_translation(translation, texts, actor=actor)
    return publish_translation(translation, actor=actor)
