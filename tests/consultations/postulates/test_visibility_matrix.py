"""Who reads which field of a case: the whole table, from real requests.

Write it anew with ``WRITE_VISIBILITY=1 pytest tests/consultations/postulates/test_visibility_matrix.py`` and read the
difference: each new line is a person who reads something they did not read before.
"""

import os

import pytest
from django.urls import reverse

from consultations.postulates.models import Postulate

from .stage import HIDDEN, WORDS, Stage, set_the_stage
from .visibility import CHECKED_IN, visibility


@pytest.fixture
def stage(cast, act) -> Stage:
    return set_the_stage(cast, act)


def test_everybody_reads_exactly_what_the_checked_in_table_says(client, sign_in, stage) -> None:
    def page_for(visitor) -> str:
        client.logout()
        reader = sign_in(visitor) if visitor else client
        pages = [reader.get(url) for url in _addresses_of(stage.case)]
        return "".join(page.content.decode() for page in pages if page.status_code == 200)

    found = visibility(stage, page_for)
    if os.environ.get("WRITE_VISIBILITY"):
        CHECKED_IN.write_text(found, encoding="utf-8")
    assert found == CHECKED_IN.read_text(encoding="utf-8")


def _addresses_of(case: Postulate) -> list[str]:
    """Return every address that shows the whole case: to everybody, to staff, to programs."""
    numbered = {"year": case.year, "number": case.number}
    public = [reverse(f"postulates:{name}", kwargs=numbered) for name in ("case_json", "clock", "answer_versions")]
    return [case.get_absolute_url(), reverse("postulates:desk_case", kwargs={"key": case.key}), *public]


def test_words_are_distinct_so_that_no_field_stands_for_another() -> None:
    for name, word in WORDS.items():
        assert not [other for other in WORDS if other != name and word in WORDS[other]]


def test_table_keeps_what_is_hidden_among_authors_moderators_and_coordinators() -> None:
    allowed = {"author", "moderator", "moderator of the filing organisation", "coordinator"}
    for line in CHECKED_IN.read_text(encoding="utf-8").splitlines():
        field, reader = line[:38].strip(), line[39:]
        if field in HIDDEN:
            assert reader in allowed, line
        if field in {"second opinion", "question for a second opinion", "text of a report"}:
            assert reader in {"moderator", "coordinator", "auditor"}, line
        if field in {"internal note", "part of the answer", "answer in preparation", "contact person", "phone"}:
            assert reader not in {"stranger", "resident", "co-signer", "invited organisation", "editor"}, line


def test_table_shows_no_name_without_consent_to_the_public() -> None:
    for line in CHECKED_IN.read_text(encoding="utf-8").splitlines():
        if line.startswith("name of"):
            assert line[39:] not in {"stranger", "resident", "editor", "administrator"}, line
