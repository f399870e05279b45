"""What the search may know of cases: what everybody may read, in each language in which it is written."""

from django.conf import settings

from search.sources import Source

from .answers import AnswerSource
from .cases import PostulateSource, WorkingTranslationSource
from .files import files_of_cases
from .promises import CommitmentSource

__all__ = [
    "AnswerSource",
    "CommitmentSource",
    "PostulateSource",
    "WorkingTranslationSource",
    "files_of_cases",
    "sources_of_cases",
]


def sources_of_cases() -> list[Source]:
    """Return every source of this room: one for the authors' own words, one for the promises, two for each language."""
    languages = [code for code, _name in settings.LANGUAGES]
    return [
        PostulateSource(),
        CommitmentSource(),
        *(WorkingTranslationSource(code) for code in languages),
        *(AnswerSource(code) for code in languages),
    ]
