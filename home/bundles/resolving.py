"""Finds on this site what a bundle names: pages by key, files by checksum, rows by code, people by e-mail address."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, TranslatableMixin

from .files_in import FilesIn
from .problems import Notes, Refused
from .references import FRONT, kind_of, name_field, without_language

Announce = Callable[[str], int | None]
"""Makes room for a page of the bundle whose turn has not come; returns its id, None when it cannot come in."""


class Resolver:
    """Answers from memory where it can: each table is read once for the whole import."""

    def __init__(self, files: FilesIn, uuid: Callable[[str], UUID], announce: Announce) -> None:
        self.files = files
        self._uuid, self._announce = uuid, announce
        self.locales: dict[str, Locale] = {locale.language_code: locale for locale in Locale.objects.all()}
        codes = {locale.pk: code for code, locale in self.locales.items()}
        rows = Page.objects.filter(depth__gt=1, alias_of__isnull=True).values_list("translation_key", "locale_id", "pk")
        self.pages: dict[tuple[UUID, str], int] = {(key, codes[locale]): pk for key, locale, pk in rows}
        self._rows: dict[type[Model], dict[str, Any]] = {}
        self._people: dict[str, int | None] = {}
        self._choices: dict[tuple[Any, int], bool] = {}

    def find(self, model: type[Model], name: Any, notes: Notes) -> Any:
        """Return the id of what is named. Raises ``Refused`` unless a page does well without it, which is noted."""
        if not isinstance(name, str) or len(name) > 300:
            raise Refused("reference", _("Pages, pictures, units and people are named by a text: a key or a code."))
        kind = kind_of(model)
        if kind in ("image", "document"):
            return self.files.find(kind, name)
        if kind == "page":
            return self._page_or_note(name, notes)
        return self._person(name, notes) if kind == "person" else self._row(model, name)

    def page(self, name: str) -> int | None:
        """Return the id of a page named in the bundle, also of one still to come."""
        key, language = without_language(name)
        uuid = self._uuid(key)
        found = self.pages.get((uuid, language))
        if found is None and key != FRONT:
            found = self._announce(key) if (uuid, settings.LANGUAGE_CODE) not in self.pages else None
            found = found or self.pages.get((uuid, settings.LANGUAGE_CODE))
        return found

    def _page_or_note(self, name: str, notes: Notes) -> int | None:
        found = self.page(name)
        if found is None:
            text = _(
                "The link to “%(target)s” was left out, because there is no such thing in the bundle or on the site. "
                "Add it and import again."
            )
            notes.warn("missing_page", text % {"target": f"page:{name}"})
        return found

    def _person(self, name: str, notes: Notes) -> int | None:
        email = name.strip().lower()
        if email not in self._people:
            people = get_user_model().objects.filter(email__iexact=email, is_active=True)
            self._people[email] = people.values_list("pk", flat=True).first()
        if self._people[email] is None:
            text = _("Nobody here has the address %(email)s; the place was left empty. Choose somebody by hand.")
            notes.warn("unknown_person", text % {"email": name[:120]})
        return self._people[email]

    def is_choice(self, field: Any, pk: int) -> bool:
        """Say whether a field offers this person, as the editor's form does."""
        if (field, pk) not in self._choices:
            people = get_user_model().objects.filter(pk=pk).complex_filter(field.get_limit_choices_to())
            self._choices[field, pk] = people.exists()
        return self._choices[field, pk]

    def _row(self, model: type[Model], name: str) -> Any:
        if not name_field(model):
            raise Refused("reference", _("Things of this kind cannot be named in a bundle. Leave the field out."))
        if model not in self._rows:
            self._rows[model] = self._read(model)
        try:
            return self._rows[model][name]
        except KeyError:
            text = _("There is no %(kind)s “%(name)s” on this site. Add it there first, or correct the code.")
            told = {"kind": model._meta.verbose_name, "name": name[:80]}
            raise Refused("unknown_row", text % told) from None

    def _read(self, model: type[Model]) -> dict[str, Any]:
        rows = model._base_manager.values_list("pk", name_field(model))
        if not issubclass(model, TranslatableMixin):
            return {str(name): pk for pk, name in rows}
        found: dict[str, Any] = {}
        for code, locale in self.locales.items():
            suffix = "" if code == settings.LANGUAGE_CODE else f"/{code}"
            found |= {f"{name}{suffix}": pk for pk, name in rows.filter(locale_id=locale.pk)}
        return found
