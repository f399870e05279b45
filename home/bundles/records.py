"""One record of a bundle: a page in one language. Its form is checked here, its meaning where it is written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction

from cms.pages import BasePage

from .fields import page_types
from .form import RECORD, STATES, digest_of
from .limits import MAX_KEY
from .problems import Notes
from .references import FRONT

_KEY = re.compile(rf"[\w.:-]{{1,{MAX_KEY}}}")
_SLUG = re.compile(r"[a-z0-9_-]{1,255}", re.IGNORECASE)
_MISSING = object()


@dataclass
class Record:
    """A page in one language as the bundle has it; ``given`` holds the names that were written."""

    key: str
    language: str
    type: type[BasePage]
    given: dict[str, Any]
    notes: Notes
    digest: str
    first_published_at: datetime | None = None
    last_published_at: datetime | None = None
    uuid: UUID = field(default=UUID(int=0))

    @property
    def is_source(self) -> bool:
        """Say whether it is in the language the others are translated from."""
        return self.language == settings.LANGUAGE_CODE

    @property
    def parent(self) -> str | None:
        """Return the key of the page above."""
        return self.given.get("parent")

    @property
    def state(self) -> str:
        """Return whether readers shall have the page; a careful one when nothing is said."""
        return str(self.given.get("state", "draft"))

    @property
    def content(self) -> dict[str, Any]:
        """Return the fields of the page, title and address among them."""
        head = {name: self.given[name] for name in ("title", "slug") if self.given.get(name)}
        return head | self.given.get("fields", {})


def uuid_of(source: str, key: str) -> UUID:
    """Return the key of a page on every site: its own when it has the form, else one made of source and key."""
    try:
        return UUID(key)
    except ValueError:
        return uuid5(NAMESPACE_URL, f"{source}#{key}")


def type_named(name: str) -> type[BasePage] | None:
    """Return the page type of a name such as ``home.NewsPage`` or ``newspage``."""
    wanted = str(name).lower()
    return next((model for label, model in page_types().items() if wanted in (label.lower(), _short(label))), None)


def _short(label: str) -> str:
    return label.lower().partition(".")[2]


def parsed(given: dict[str, Any], notes: Notes) -> Record | None:
    """Return the record, or None when it cannot be one; ``notes`` says why."""
    notes.key, notes.language = str(given.get("key", ""))[:MAX_KEY], str(given.get("language", ""))[:10]
    for name in given.keys() - set(RECORD):
        notes.error("unknown_name", _unknown(name, RECORD))
    for name, check in _CHECKS.items():
        if name in given or name in ("key", "language", "type", "title"):
            check(given.get(name), notes)
    dates = {name: moment(given.get(name), name, notes) for name in ("first_published_at", "last_published_at")}
    if notes.has_errors:
        return None
    model = type_named(given["type"])
    if model is None:
        return None
    record = Record(given["key"], given["language"], model, given, notes, digest_of(given))
    record.first_published_at, record.last_published_at = dates["first_published_at"], dates["last_published_at"]
    return record


def _unknown(name: str, known: Any) -> str:
    near = get_close_matches(name, list(known), 1)
    if near:
        return _("“%(name)s” is not known. Did you mean “%(near)s”?") % {"name": name[:60], "near": near[0]}
    return _("“%(name)s” is not known. Known are: %(known)s.") % {"name": name[:60], "known": ", ".join(known)}


def unknown_name(name: str, known: Any) -> str:
    """Return the sentence for a name nobody knows, with the nearest that is known."""
    return _unknown(name, known)


def _check_key(value: Any, notes: Notes) -> None:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        text = _("Give the page a key: letters, digits, dots and hyphens without spaces, up to %(limit)s.")
        notes.error("key", text % {"limit": MAX_KEY})


def _check_language(value: Any, notes: Notes) -> None:
    known = [code for code, _name in settings.LANGUAGES]
    if value not in known:
        text = _("There is no language “%(language)s” here. Write one of: %(known)s.")
        notes.error("unknown_language", text % {"language": str(value or "")[:20], "known": ", ".join(known)})


def _check_type(value: Any, notes: Notes) -> None:
    if not isinstance(value, str) or type_named(value) is None:
        text = _("There is no page type “%(type)s” here. Write one of: %(known)s.")
        notes.error("unknown_type", text % {"type": str(value or "")[:60], "known": ", ".join(page_types())})


def _check_parent(value: Any, notes: Notes) -> None:
    if value is not None:
        _check_key(value, notes)


def _check_title(value: Any, notes: Notes) -> None:
    if not isinstance(value, str) or not value.strip():
        notes.error("title", _("Give the page a title."))


def _check_slug(value: Any, notes: Notes) -> None:
    if value and (not isinstance(value, str) or not _SLUG.fullmatch(value)):
        text = _("“%(slug)s” cannot be part of an address. Use a to z, digits and hyphens, or leave it out.")
        notes.error("slug", text % {"slug": str(value)[:60]})


def _check_state(value: Any, notes: Notes) -> None:
    if value not in STATES:
        text = _("“%(state)s” is no state. Write one of: %(known)s.")
        notes.error("state", text % {"state": str(value)[:40], "known": ", ".join(STATES)})


def _check_position(value: Any, notes: Notes) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        notes.error("position", _("The position is a whole number from 1."))


def _check_owner(value: Any, notes: Notes) -> None:
    if value is not None and (not isinstance(value, str) or "@" not in value):
        notes.error("owner", _("The owner is named by an e-mail address."))


def _check_object(value: Any, notes: Notes) -> None:
    if not isinstance(value, Mapping):
        notes.error("object", _("Fields are written as {“name”: value}."))


def _check_privacy(value: Any, notes: Notes) -> None:
    if value is None:
        return
    kinds = [kind for kind, _label in PageViewRestriction.RESTRICTION_CHOICES if kind != PageViewRestriction.NONE]
    if not isinstance(value, Mapping) or value.get("type") not in kinds:
        notes.error(
            "privacy", _("Privacy is null or an object whose type is one of: %(known)s.") % {"known": ", ".join(kinds)}
        )
    elif value["type"] == PageViewRestriction.PASSWORD and not isinstance(value.get("password"), str):
        notes.error("privacy", _("Privacy of this type needs a password."))
    elif not isinstance(value.get("groups", []), list):
        notes.error("privacy", _("Groups are a list of names."))


def _check_translation(value: Any, notes: Notes) -> None:
    if value is None:
        return
    texts = value.get("texts", []) if isinstance(value, Mapping) else None
    names = ("path", "source", "text")
    is_good = isinstance(texts, list) and all(
        isinstance(text, Mapping) and all(isinstance(text.get(name), str) for name in names) for text in texts
    )
    if not is_good:
        notes.error("translation", _("A translation has texts, each with path, source and text."))


def _check_truth(value: Any, notes: Notes) -> None:
    if value is None:
        return
    is_good = isinstance(value, Mapping) and all(_is_wording(value.get(name)) for name in ("made_from", "holds_for"))
    if not is_good:
        notes.error(
            "truth", _("Truth is null, or says made_from and holds_for: “current”, or a list of place and text.")
        )


def _is_wording(value: Any) -> bool:
    if value == "current":
        return True
    return isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in value
    )


def moment(value: Any, name: str, notes: Notes) -> datetime | None:
    """Return a date or a moment of a record; None for nothing, and for what is none, which is noted."""
    if value in (None, ""):
        return None
    try:
        found = parse_datetime(str(value))
        day = None if found else parse_date(str(value))
    except ValueError:
        found = day = None
    if day:
        found = datetime(day.year, day.month, day.day)
    if found is None:
        text = _("%(name)s: “%(value)s” is no date. Write it as 2026-11-30 or 2026-11-30T12:00:00Z.")
        notes.error("date", text % {"name": name, "value": str(value)[:40]})
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)


_CHECKS: dict[str, Callable[[Any, Notes], None]] = {
    "key": _check_key,
    "language": _check_language,
    "type": _check_type,
    "parent": _check_parent,
    "position": _check_position,
    "title": _check_title,
    "slug": _check_slug,
    "state": _check_state,
    "owner": _check_owner,
    "privacy": _check_privacy,
    "fields": _check_object,
    "draft": _check_object,
    "submitted": _check_object,
    "translation": _check_translation,
    "truth": _check_truth,
}
__all__ = ["FRONT", "Record", "parsed", "type_named", "unknown_name", "uuid_of"]
