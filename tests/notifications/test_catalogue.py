"""Every mail of the product, from sample data: wholly in the language of its reader, and readable by everybody."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import override
from django.utils.translation.trans_real import DjangoTranslation
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from notifications.catalogue import Specimen, names, specimen
from notifications.registry import mail_kinds, samples_of
from notifications.sample_data import follower, reader
from tests.engines import require
from tests.people import person

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# Kinds that exist for tests are registered while this module is collected.
NAMES = [(kind, variant) for kind, variant in names() if not kind.startswith(("test.", "faults."))]
# What is written alike in every language; terms of Polish law stand beside their translation.
NAMES_OF_THINGS = {"e-Doręczenia", "KPA", "CSV", "PDF", "RSS", "KRS", "art", "ponaglenie"}

every_mail = pytest.mark.parametrize(("kind", "variant"), NAMES)
in_every_language = pytest.mark.parametrize("language", LANGUAGES)


_lacking: dict[tuple[str, str, str], set[str]] = {}


@contextmanager
def _noting_what_is_not_translated() -> Iterator[set[str]]:
    """Collect the texts that are asked for and that the catalogue of the active language does not have."""
    lacking: set[str] = set()
    one, many = DjangoTranslation.gettext, DjangoTranslation.ngettext

    def gettext(self: DjangoTranslation, message: str) -> str:
        if self._catalog.get(message) is None:  # type: ignore[attr-defined]
            lacking.add(message)
        return one(self, message)

    def ngettext(self: DjangoTranslation, singular: str, plural: str, number: int) -> str:
        try:
            self._catalog.plural(singular, number)  # type: ignore[attr-defined]
        except KeyError:
            lacking.add(singular)
        return many(self, singular, plural, number)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DjangoTranslation, "gettext", gettext)
        patch.setattr(DjangoTranslation, "ngettext", ngettext)
        yield lacking


@cache
def _specimen(kind: str, variant: str, language: str) -> Specimen:
    # A follower gets the most text: a footer that says how to stop.
    with _noting_what_is_not_translated() as lacking:
        found = specimen(kind, variant, language, to=follower(language))
    _lacking[kind, variant, language] = lacking if language != "en" else set()
    assert found is not None
    return found


def _said(it: Specimen) -> str:
    html = BeautifulSoup(it.html, "lxml")
    return f"{it.message.subject}\n{it.message.body}\n{html.get_text(' ')}"


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in the context of a sample: of rows, lists and lists in rows."""
    if isinstance(value, Promise):
        return
    if isinstance(value, str):
        yield value
    for part in _parts(value):
        yield from _texts(part)


def _parts(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, Model):
        stored = [value.__dict__.get(field.attname) for field in value._meta.concrete_fields]
        return [*stored, *value._state.fields_cache.values(), getattr(value, "reference", "")]
    if hasattr(value, "__slots__"):
        return [getattr(value, name) for name in value.__slots__]
    return list(vars(value).values()) if hasattr(value, "__dict__") and not callable(value) else []


def _data(kind: str, variant: str) -> list[str]:
    """Return the texts of a sample that are the same in every language, the longest first: data, not words of ours."""
    found = []
    for language in LANGUAGES:
        with override(language):
            draft = samples_of(kind)[variant](reader(language))
        found.append({text.strip() for text in _texts(draft.context) if text.strip()})
    return sorted(set.intersection(*found), key=len, reverse=True)


def _words_of_ours(kind: str, variant: str, language: str) -> str:
    """Return what a mail says in a language, without data, addresses and names of things."""
    _specimen(kind, variant, language)
    lacking = sorted(_lacking[kind, variant, language])
    # `make check` says the same of the whole catalogue; until it is whole there is nothing to judge here.
    require(f"the catalogue of {language} with {lacking[:3]}", not lacking)
    text = re.sub(r"https?://\S+|\S+@\S+", " ", _said(_specimen(kind, variant, language)))
    for data in [*_data(kind, variant), settings.SITE_NAME]:
        text = text.replace(data, " ")
    return re.sub(rf"\b({'|'.join(NAMES_OF_THINGS)})\b", " ", text)


def test_every_kind_of_mail_has_a_sample() -> None:
    kinds = {kind for kind in mail_kinds() if not kind.startswith(("test.", "faults."))}
    assert kinds
    assert sorted(kind for kind in kinds if not samples_of(kind)) == []


@every_mail
def test_sample_needs_no_database(kind: str, variant: str) -> None:
    for language in LANGUAGES:
        assert _specimen(kind, variant, language).message.subject.strip()


@every_mail
def test_ukrainian_mail_has_no_word_in_latin_letters(kind: str, variant: str) -> None:
    assert re.findall(r"[A-Za-zÀ-ž]{3,}", _words_of_ours(kind, variant, "uk")) == []


@every_mail
@pytest.mark.parametrize("language", ["pl", "en"])
def test_polish_and_english_mails_have_no_word_in_cyrillic_letters(kind: str, variant: str, language: str) -> None:
    assert re.findall(r"[А-яЄІЇҐєіїґ]{2,}", _words_of_ours(kind, variant, language)) == []


@every_mail
def test_no_phrase_of_a_polish_mail_is_that_of_the_english_one(kind: str, variant: str) -> None:
    polish, english = (_phrases(_words_of_ours(kind, variant, language)) for language in ("pl", "en"))
    assert polish & english == set()


def _phrases(text: str) -> set[str]:
    """Return runs of words between signs that have at least two words: single ones may be alike by chance."""
    runs = re.split(r"[\n.,:;!?()„”“\"–-]+", text)
    return {" ".join(run.split()).lower() for run in runs if len(re.findall(r"[^\W\d_]{2,}", run)) >= 2}


@pytest.mark.parametrize(
    ("said", "is_found"), [("Read the answer", True), ("Прочитайте відповідь", False), ("Czytaj odpowiedź", True)]
)
def test_rule_about_languages_finds_a_phrase_that_was_not_translated(said: str, is_found: bool) -> None:
    assert bool(re.findall(r"[A-Za-zÀ-ž]{3,}", said)) is is_found
    assert _phrases(f"Reference: 7. {said}\nDzień") & _phrases(f"{said} (today)") == {said.lower()}


@every_mail
@in_every_language
def test_html_can_be_read_with_a_screen_reader(kind: str, variant: str, language: str) -> None:
    it = _specimen(kind, variant, language)
    page = BeautifulSoup(it.html, "lxml")
    assert it.message.extra_headers["Content-Language"] == language
    assert page.html is not None
    assert page.html["lang"] == language
    assert page.title is not None
    assert page.title.get_text(strip=True) == it.message.subject
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile(r"^h[1-6]$"))]
    assert levels[:1] == [1]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for link in page.find_all("a"):
        assert link.get_text(strip=True)
        assert str(link["href"]).startswith(("https://", "http://", "mailto:"))
    assert not page.find_all(["script", "style", "link", "iframe", "form"])
    assert all(picture.get("alt") is not None for picture in page.find_all("img"))
    assert all(table.get("role") == "presentation" for table in page.find_all("table"))


@every_mail
@in_every_language
def test_text_says_what_the_html_says_with_every_address(kind: str, variant: str, language: str) -> None:
    it = _specimen(kind, variant, language)
    addresses = {str(link["href"]) for link in BeautifulSoup(it.html, "lxml").find_all("a")}
    assert {address for address in addresses if address.rstrip("/=") not in str(it.message.body)} == set()
    assert "<" not in str(it.message.body)


@every_mail
def test_colours_of_a_mail_have_enough_contrast(kind: str, variant: str) -> None:
    page = BeautifulSoup(_specimen(kind, variant, "pl").html, "lxml")
    for element in page.find_all(style=re.compile(r"(^|[ ;])color:")):
        ratio = _contrast(_style(element, "color"), _background(element))
        assert ratio >= 4.5, element


def _style(element: Tag, name: str) -> str:
    found = re.search(rf"(?:^|[ ;]){name}:\s*(#[0-9a-f]{{6}})", str(element.get("style", "")))
    return found.group(1) if found else ""


def _background(element: Tag) -> str:
    around = [element, *element.parents]
    return next((colour for each in around if (colour := _style(each, "background"))), "#ffffff")


def _contrast(first: str, second: str) -> float:
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
class TestInTheAdministration:
    @pytest.fixture
    def staff(self, sign_in: Callable[[User], Client]) -> Client:
        return sign_in(person(Role.EDITOR, language="en"))

    def test_staff_find_every_mail_and_read_each_in_every_language(self, staff: Client) -> None:
        page = BeautifulSoup(staff.get(reverse("mail_catalogue")).content, "lxml")
        rows = page.select("table.listing tbody tr")
        assert len(rows) >= len(NAMES)
        links = [str(link["href"]) for link in rows[0].find_all("a")]
        assert len(links) == len(LANGUAGES)
        for address in links:
            assert staff.get(address).status_code == 200

    def test_html_is_shown_in_a_frame_in_which_nothing_runs(self, staff: Client) -> None:
        kind, variant = NAMES[0]
        shown = staff.get(reverse("mail_specimen", args=[kind, "uk"]), {"variant": variant})
        [frame] = BeautifulSoup(shown.content, "lxml").select("main iframe, iframe[sandbox]")
        assert frame.has_attr("sandbox")
        assert not frame["sandbox"]
        inside = staff.get(str(frame["src"]))
        assert '<html lang="uk"' in inside.content.decode()
        policy = inside.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
        assert "script-src" not in policy
        assert inside.headers["X-Frame-Options"] == "SAMEORIGIN"

    @pytest.mark.parametrize(("kind", "language"), [("nobody.writes", "pl"), (NAMES[0][0], "xx")])
    def test_what_is_not_there_is_not_found(self, staff: Client, kind: str, language: str) -> None:
        assert staff.get(reverse("mail_specimen", args=[kind, language])).status_code == 404

    @pytest.mark.parametrize("name", ["mail_specimen", "mail_specimen_html"])
    def test_nobody_else_sees_it(self, client: Client, sign_in: Callable[[User], Client], name: str) -> None:
        address = reverse(name, args=[NAMES[0][0], "pl"])
        assert client.get(address).status_code == 302
        assert sign_in(person()).get(address).status_code in {302, 403}

    def test_catalogue_asks_the_database_for_no_mail(
        self, staff: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        staff.get(reverse("mail_catalogue"))
        with django_assert_max_num_queries(25):
            staff.get(reverse("mail_catalogue"))
