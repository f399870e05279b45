"""A working translation helps to read; it is never passed off as what the author wrote."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from consultations.postulates.documents import PostulateSource
from consultations.postulates.services import MoveRefused

TRANSLATED = {
    "language": "en",
    "translated_title": "Bring back the own-contribution fund",
    "translated_problem": "Without own contribution we cannot apply for external money.",
    "translated_request": "Please bring back the fund.",
}


@pytest.fixture
def translated(registered, cast, act):
    return act(registered, "translate", cast.coordinator, **TRANSLATED)


def page_of(case, language: str) -> str:
    return Client().get(f"/{language}/postulates/{case.year}/{case.number}/").content.decode()


def test_translation_is_shown_beside_the_binding_text_in_its_own_language(translated) -> None:
    page = page_of(translated, "en")
    assert f'<h1 lang="pl">{translated.title}</h1>' in page
    assert translated.problem in page
    assert re.search(r'<details open>.*lang="en"><strong>Bring back', page, re.DOTALL)
    assert "binding" in page


def test_translation_into_another_language_is_folded(translated) -> None:
    assert "<details open>" not in page_of(translated, "uk")


def test_search_never_takes_a_translation_for_the_original(translated) -> None:
    document = next(iter(PostulateSource().documents([translated.pk])))
    assert document.language == "pl"
    assert TRANSLATED["translated_title"] not in repr(document)


def test_text_is_not_translated_into_its_own_language(registered, cast, act) -> None:
    with pytest.raises(ValidationError) as error:
        act(registered, "translate", cast.coordinator, **TRANSLATED | {"language": "pl"})
    assert "language" in error.value.message_dict


@pytest.mark.parametrize("who", ["author", "official", "head"])
def test_only_the_dialogue_department_translates(registered, cast, act, who) -> None:
    with pytest.raises(MoveRefused):
        act(registered, "translate", getattr(cast, who), **TRANSLATED)


def test_hidden_words_take_translations_with_them(translated, cast, act) -> None:
    act(
        translated, "redact", cast.moderator,
        target="problem", passage="wkładu własnego", redaction_reason="personal_data",
    )  # fmt: skip
    assert not translated.translations.exists()


def test_head_of_the_page_knows_who_is_signed_in(registered, cast, sign_in) -> None:
    for user in (cast.author, cast.official):
        page = sign_in(user).get(registered.get_absolute_url()).content.decode()
        assert "/accounts/logout/" in page
        assert "/accounts/signup/" not in page
