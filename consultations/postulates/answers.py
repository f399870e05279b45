"""The city's answer as readers see it: in their language where it can be, with its versions and what changed."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from django.conf import settings
from django.utils.translation import get_language

from city.models import Unit
from city.queries import names

from .models import Postulate, Response, ResponseTemplate
from .workflow import ResponseStatus

_WORDS = re.compile(r"\s+|[^\s]+")


class Kind(Enum):
    """What happened to a run of words between two versions."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """Words that were kept, added or removed, in the order of the newer text."""

    kind: Kind
    text: str


def word_changes(old: str, new: str) -> list[Change]:
    """Return how the newer text came from the older one, word by word; joined without removals it is the newer text."""
    before, after = _WORDS.findall(_unix(old)), _WORDS.findall(_unix(new))
    changes: list[Change] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            changes.append(Change(Kind.KEPT, "".join(after[new_from:new_to])))
            continue
        if old_to > old_from:
            changes.append(Change(Kind.REMOVED, "".join(before[old_from:old_to])))
        if new_to > new_from:
            changes.append(Change(Kind.ADDED, "".join(after[new_from:new_to])))
    return changes


def _unix(text: str) -> str:
    """A browser sends line ends of its own; they are no change of the text."""
    return text.replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Answer:
    """A published answer for one reader: the text in their language, or the original with what is not ready.

    ``languages`` are those one can read it in, the original first; ``pending`` is the reader's language while the
    translation into it is awaited. A translation is never passed off as the original.
    """

    response: Response
    body: str
    language: str
    languages: list[str]
    pending: str = ""

    @property
    def is_translation(self) -> bool:
        return self.language != self.response.language


def answer_for_reader(response: Response) -> Answer:
    """Return the answer in the active language where there is such a text, else as it was written."""
    wanted = get_language() or settings.LANGUAGE_CODE
    texts = {row.language: row.body for row in response.translations.all()}
    languages = [response.language, *sorted(texts)]
    if wanted in texts:
        return Answer(response, texts[wanted], wanted, languages)
    pending = "" if wanted == response.language else wanted
    return Answer(response, response.body, response.language, languages, pending)


@dataclass(frozen=True, slots=True)
class Version:
    """One published version of an answer; ``changes`` lead to it from the one before and are empty for the first."""

    response: Response
    changes: list[Change]

    @property
    def is_current(self) -> bool:
        return self.response.status == ResponseStatus.PUBLISHED


def published_versions(postulate: Postulate) -> list[Version]:
    """Return every version of the answer that was public, the newest first."""
    public = [row for row in postulate.responses.all() if row.published_at]
    public.sort(key=lambda row: row.pk)
    versions = [
        Version(new, word_changes(old.body, new.body) if old else [])
        for old, new in zip([None, *public], public, strict=False)
    ]
    return versions[::-1]


def changes_since_last_seen(response: Response) -> list[Change]:
    """Return what changed since the approver, or for a correction the public, read the text; empty for a first text."""
    if response.correction:
        published = response.postulate.responses.filter(status=ResponseStatus.PUBLISHED).order_by("-pk").first()
        seen = published.body if published else None
    else:
        sent_back = response.history.filter(status=ResponseStatus.CHANGES_REQUESTED).order_by("-history_id").first()
        seen = sent_back.body if sent_back else None
    return [] if seen is None else word_changes(seen, response.body)


def parts_of_the_answer(postulate: Postulate) -> list[tuple[str, str]]:
    """Return the parts that contributing units sent, each under the unit's name in the language of the office."""
    unit_names = names(Unit, settings.LANGUAGE_CODE)
    return [
        (str(unit_names[row.unit.translation_key]), row.part.body)
        for row in postulate.contributions
        if not row.is_awaited
    ]


def templates_of_answers() -> list[ResponseTemplate]:
    """Return the beginnings of answers in the language of the office, by outcome."""
    return list(ResponseTemplate.objects.filter(locale__language_code=settings.LANGUAGE_CODE))


def with_template(text: str, template: ResponseTemplate) -> str:
    """Put a beginning before what is written already."""
    return "\n\n".join(piece for piece in (template.body.strip(), text.strip()) if piece)


def with_parts_folded_in(text: str, parts: list[tuple[str, str]]) -> str:
    """Add the parts of the contributing units, each under its heading, to be edited into one answer."""
    folded = [f"{unit}\n{body.strip()}" for unit, body in parts]
    return "\n\n".join(piece for piece in (text.strip(), *folded) if piece)
