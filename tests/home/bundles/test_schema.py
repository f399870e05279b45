"""The schema that programs read says what the code holds to."""

import json
from pathlib import Path

from django.conf import settings

from home.bundles import form

SCHEMA = json.loads((Path(form.__file__).parent / "schema" / "record.schema.json").read_text(encoding="utf-8"))


def test_the_schema_names_every_part_of_a_record_in_order() -> None:
    assert tuple(SCHEMA["properties"]) == form.RECORD


def test_the_schema_knows_the_states_and_languages() -> None:
    assert tuple(SCHEMA["properties"]["state"]["enum"]) == form.STATES
    assert SCHEMA["properties"]["language"]["enum"] == [code for code, _name in settings.LANGUAGES]


def test_what_the_schema_requires_the_reader_requires() -> None:
    from home.bundles.problems import Notes
    from home.bundles.records import parsed

    notes = Notes("pages.jsonl", 1)
    assert parsed({}, notes) is None
    assert {problem.code for problem in notes.found} == {"key", "unknown_language", "unknown_type", "title"}
    assert set(SCHEMA["required"]) == {"key", "language", "type", "title"}
