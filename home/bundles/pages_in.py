"""Writes one page in one language the way an editor would: a draft, published when it shall be live."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, PageViewRestriction

from accounts.models import User
from home.translation import guard

from .fields import columns, is_plain
from .problems import Refused
from .records import Record
from .references import FRONT
from .resolving import Resolver
from .writing import Writer


def parent_of(record: Record, resolver: Resolver) -> Page:
    """Return the page below which the record's page stands. Raises ``Refused`` when there is none."""
    if record.parent is None and record.key != FRONT:
        raise Refused("parent", _("Say below which page it stands: “parent” is a key, or home for the front page."))
    pk = resolver.page(f"{record.parent}/{record.language}") if record.parent else None
    page = Page.objects.filter(pk=pk).select_related("locale").first() if pk else None
    if page is not None and page.locale.language_code != record.language:
        page = _translated_parent(page, resolver.locales[record.language])
    if page is None:
        text = _("The page above, “%(parent)s”, is neither in the bundle nor on the site in this language. Add it.")
        raise Refused("missing_parent", text % {"parent": record.parent})
    allowed = page.specific_class.allowed_subpage_models()
    if record.type not in allowed:
        text = _("“%(type)s” cannot stand below “%(parent)s”. Allowed there: %(known)s.")
        known = ", ".join(str(model._meta.label) for model in allowed) or _("nothing")
        told = {"type": record.type._meta.label, "parent": page.title, "known": known}
        raise Refused("wrong_parent", text % told)
    return page


def _translated_parent(parent: Page, locale: Locale) -> Page | None:
    """Return the page above in the record's language; a draft of it for the translators when there is none."""
    if parent.locale.language_code != settings.LANGUAGE_CODE:
        return None
    guard.submit(parent.specific, locale, user=None)
    return Page.objects.filter(translation_key=parent.translation_key, locale=locale).first()


def new_page(record: Record, resolver: Resolver) -> Page:
    """Return an empty page that is not stored yet."""
    return record.type(translation_key=record.uuid, locale=resolver.locales[record.language])


def bare(record: Record) -> dict[str, Any]:
    """Return what of the record's content a row cannot be without."""
    model: type[Model] = record.type
    fields = columns(model)
    needed = {name for name, field in fields.items() if not (field.null or field.is_relation) and is_plain(field)}
    return {name: value for name, value in record.content.items() if name in needed}


def add_draft(parent: Page, page: Page, *, actor: User) -> None:
    """Store a new page as a draft, which like an editor's may still lack what readers need."""
    if not parent.permissions_for_user(actor).can_add_subpage():
        raise PermissionDenied
    page.live, page.owner = False, actor
    parent.add_child(instance=page)
    page.save_revision(user=actor, log_action=True, clean=False)


def store(page: Page, record: Record, writer: Writer, *, actor: User, parent: Page | None = None) -> Page:
    """Store the filled page: what readers have, and over it the draft that waits. Returns the stored page."""
    is_draft = record.state == "draft"
    if parent is not None:
        add_draft(parent, page, actor=actor)
    else:
        page.minimal_clean()
        page.save_revision(user=actor, log_action=True, clean=False)
    if not is_draft:
        page.full_clean()
        page.latest_revision.publish(user=actor)
    elif page.live:
        page.unpublish(user=actor)
    if draft := record.given.get("draft"):
        page = Page.objects.get(pk=page.pk).specific
        writer.fill(page, draft)
        page.minimal_clean()
        waiting = page.save_revision(user=actor, clean=False)
        if record.given.get("draft_scheduled"):
            waiting.publish(user=actor)
    return page


def settle(page: Page, record: Record, owner: int | None) -> None:
    """Set what belongs to the page but not to its text: who made it, when readers first and last had it new."""
    dates = {name: getattr(record, name) for name in ("first_published_at", "last_published_at")}
    told: dict[str, Any] = {name: moment for name, moment in dates.items() if name in record.given}
    if "owner" in record.given:
        told["owner_id"] = owner
    if told:
        Page.objects.filter(pk=page.pk).update(**told)


def restrict(page: Page, record: Record) -> None:
    """Give the page the privacy of the record; a rule is never loosened because a bundle says nothing."""
    rule = record.given.get("privacy")
    present = PageViewRestriction.objects.filter(page=page).first()
    if rule is None:
        if present and record.is_source and "privacy" in record.given:
            present.delete()
        return
    groups = [_group(name) for name in rule.get("groups", [])]
    row = present or PageViewRestriction(page=page)
    row.restriction_type, row.password = rule["type"], rule.get("password", "")
    row.save()
    row.groups.set(groups)


def _group(name: Any) -> Group:
    group = Group.objects.filter(name=str(name)).first()
    if group is None:
        text = _("There is no group “%(name)s” on this site. Add it first: the page must not become open to all.")
        raise Refused("unknown_group", text % {"name": str(name)[:80]})
    return group
