"""Puts another address in the place of one, on every page that uses it, the way an editor would."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail_localize.models import SegmentOverride, TranslationContext, TranslationSource
from wagtail_localize.segments.extract import quote_path_component

from accounts.models import User
from cms.pages import BasePage
from home.upkeep.models import CheckedLink, LinkUse
from home.upkeep.permissions import looks_after_all

from .addresses import digest_of, fault_in_mail, fault_in_phone, fault_in_url, kind_of
from .inside import own_hosts
from .walking import Place, walk

Kind = CheckedLink.Kind
REPLACEABLE = frozenset({Kind.EXTERNAL, Kind.OWN, Kind.MAIL, Kind.PHONE, Kind.OTHER})
_SYNTAX: dict[str, Callable[[str], str]] = {
    Kind.MAIL: fault_in_mail, Kind.PHONE: fault_in_phone, Kind.EXTERNAL: fault_in_url, Kind.OWN: lambda address: "",
}  # fmt: skip


class Fate(models.TextChoices):
    """What becomes of a page on which an address is replaced."""

    PUBLISH = "publish", gettext_lazy("is changed and published")
    DRAFT = "draft", gettext_lazy("becomes a draft: there are other changes that are not published, or you may not")
    FORBIDDEN = "forbidden", gettext_lazy("stays as it is: you may not edit it")
    LOCKED = "locked", gettext_lazy("stays as it is: somebody locked it")
    REVIEWED = "reviewed", gettext_lazy("stays as it is: it waits for approval")
    REFUSED = "refused", gettext_lazy("stays as it is: something else on it has to be corrected first")
    ABSENT = "absent", gettext_lazy("stays as it is: the address does not stand there any more")


_WRITTEN = frozenset({Fate.PUBLISH, Fate.DRAFT})


@dataclass(frozen=True)
class Replacement:
    """A page and what becomes, or became, of it; the places are those in its newest draft."""

    page: Page
    fate: Fate
    places: tuple[Place, ...] = ()


def check_new_address(link: CheckedLink, new: str) -> str:
    """Return the new address as it will be written; raises ValidationError when it cannot stand in the old one's place.

    A mail address replaces a mail address, a number a number, and what one can open anything that one can open.
    """
    new = new.strip()
    kind = kind_of(new, own_hosts())
    openable = {Kind.EXTERNAL, Kind.OWN}
    fits = kind == link.kind or (kind in openable and link.kind in openable | {Kind.OTHER})
    if link.kind not in REPLACEABLE or not fits or _SYNTAX.get(kind, bool)(new):
        raise ValidationError(
            _("Write a whole address of the same kind, such as https://example.org/, mailto:name@example.org or "
              "tel:+48123456789.")
        )  # fmt: skip
    if new == link.address:
        raise ValidationError(_("This is the address that already stands there. Write the new one."))
    return new


def plan_replacement(*, link_id: int, new: str, actor: User) -> list[Replacement]:
    """Return what ``replace_address`` would do, page by page, without changing anything."""
    link = _link(link_id, actor)
    new = check_new_address(link, new)
    return [_planned(page, link.address, new, actor)[0] for page in _pages(link)]


def replace_address(*, link_id: int, new: str, actor: User) -> list[Replacement]:
    """Replace an address wherever it stands on live pages, translations included; return what became of each page.

    Each page is changed, and published where that publishes nothing else, in a transaction of its own. What
    translators work with follows, so that no later translation brings the old address back.
    Raises ``CheckedLink.DoesNotExist``, ``PermissionDenied`` or ``ValidationError``.
    """
    link = _link(link_id, actor)
    new = check_new_address(link, new)
    pages = _pages(link)
    planned = {page.pk: _planned(page, link.address, new, actor)[0] for page in pages}
    return [_followed(_replace_on(page, link, new, actor), planned[page.pk], link, new) for page in pages]


def _followed(done: Replacement, planned: Replacement, link: CheckedLink, new: str) -> Replacement:
    """Count a translation as changed when the address left it together with its source, published just before."""
    if done.fate != Fate.ABSENT or planned.fate not in _WRITTEN:
        return done
    is_draft = Page.objects.get(pk=done.page.pk).has_unpublished_changes
    if not is_draft:
        _move_use(done.page, link, new)
    return replace(planned, fate=Fate.DRAFT if is_draft else Fate.PUBLISH)


def _link(link_id: int, actor: User) -> CheckedLink:
    if not looks_after_all(actor):
        raise PermissionDenied
    return CheckedLink.objects.get(pk=link_id)


def _pages(link: CheckedLink) -> list[Page]:
    used_on = LinkUse.objects.filter(link=link, page__isnull=False).values("page")
    pages = Page.objects.filter(pk__in=used_on).select_related("locale").order_by("path")
    # The source first: its translations follow it in what is not words.
    return sorted(pages, key=lambda page: page.locale.language_code != settings.LANGUAGE_CODE)


def _planned(page: Page, old: str, new: str, actor: User) -> tuple[Replacement, Page]:
    """Return the plan for one page, and its newest draft with the address replaced in memory."""
    draft = page.get_latest_revision_as_object()
    places: list[Place] = []

    def swap(address: str, place: Place) -> str:
        if address.strip() != old:
            return address
        places.append(place)
        return new

    walk(draft, swap)
    fate = _fate(page, actor) if places else Fate.ABSENT
    return Replacement(page, fate, tuple(places)), draft


def _fate(page: Page, actor: User) -> Fate:
    rights = page.permissions_for_user(actor)
    if not rights.can_edit():
        return Fate.FORBIDDEN
    if rights.page_locked():
        return Fate.LOCKED
    if page.workflow_in_progress:
        return Fate.REVIEWED
    return Fate.PUBLISH if rights.can_publish() and not page.has_unpublished_changes else Fate.DRAFT


def _replace_on(page: Page, link: CheckedLink, new: str, actor: User) -> Replacement:
    try:
        with transaction.atomic():
            locked = Page.objects.select_for_update().get(pk=page.pk)
            replacement, draft = _planned(locked, link.address, new, actor)
            if replacement.fate in _WRITTEN:
                _write(replacement, draft, link, new, actor)
    except ValidationError:
        return Replacement(page, Fate.REFUSED)
    return replacement


def _write(replacement: Replacement, draft: Any, link: CheckedLink, new: str, actor: User) -> None:
    _call_it_minor(draft, replacement)
    revision = draft.save_revision(user=actor, log_action=True, clean=False)
    # Before publishing, which has the translations read their source again.
    _heal_translations(replacement.page, link.address, new)
    if replacement.fate == Fate.PUBLISH:
        draft.full_clean()
        revision.publish(user=actor)
        _move_use(replacement.page, link, new)


def _call_it_minor(draft: Any, replacement: Replacement) -> None:
    """Have followers not told of it: the page says what it said. What an editor said of their own changes stays."""
    if not isinstance(draft, BasePage):
        return
    if replacement.fate == Fate.PUBLISH:
        draft.is_minor_edit = draft.locale.language_code == settings.LANGUAGE_CODE
    elif not replacement.page.has_unpublished_changes:
        draft.is_minor_edit = False  # that was said of the last publication


def _move_use(page: Page, link: CheckedLink, new: str) -> None:
    kind = kind_of(new, own_hosts())
    target, _created = CheckedLink.objects.get_or_create(digest=digest_of(new), defaults={"address": new, "kind": kind})
    LinkUse.objects.filter(link=link, page=page).update(link=target)


def _heal_translations(page: Page, old: str, new: str) -> None:
    """Have the next translation carry the new address too: from the source, or as this language's own choice."""
    source = TranslationSource.objects.filter(object_id=page.translation_key).first()
    if source is None:
        return
    own_choices = SegmentOverride.objects.filter(context__object_id=page.translation_key, locale_id=page.locale_id)
    own_choices.filter(data_json=json.dumps(old)).update(data_json=json.dumps(new))
    if source.locale_id == page.locale_id:
        _heal_source(source, old, new)
    else:
        _choose_for(page, source, old, new)


def _heal_source(source: TranslationSource, old: str, new: str) -> None:
    """Replace the address in the text that translators translate; nothing else of it moves, no words change."""
    instance = source.as_instance()
    if not walk(instance, lambda address, place: new if address.strip() == old else address):
        return
    source.content_json = json.dumps(instance.serializable_data(), cls=DjangoJSONEncoder)
    source.save(update_fields=["content_json"])
    source.refresh_segments()
    _carry_choices_over(source, old, new)


def _carry_choices_over(source: TranslationSource, old: str, new: str) -> None:
    """Keep what a language chose instead of the old address: its place is named by the address it replaces."""
    ending = f".{quote_path_component(old)}"
    for choice in SegmentOverride.objects.filter(
        context__object_id=source.object_id, context__path__endswith=ending
    ).select_related("context"):
        path = choice.context.path.removesuffix(ending) + f".{quote_path_component(new)}"
        context = TranslationContext.objects.filter(object_id=source.object_id, path=path).first()
        if context:
            SegmentOverride.objects.update_or_create(
                locale_id=choice.locale_id, context=context, defaults={"data_json": choice.data_json}
            )


def _choose_for(page: Page, source: TranslationSource, old: str, new: str) -> None:
    """Note the new address as this language's own choice wherever the source still has the old one."""
    for segment in source.overridablesegment_set.filter(data_json=json.dumps(old)):
        SegmentOverride.objects.update_or_create(
            locale_id=page.locale_id, context_id=segment.context_id, defaults={"data_json": json.dumps(new)}
        )
