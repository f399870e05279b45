"""What a new process reads before it answers its first search quickly."""

import logging

from django.db import connection

from .queries import find

# In each language a word that texts have, and one that nobody has: it makes the words of the index be read too.
_QUESTIONS = {"pl": "informacja qzxvwa", "uk": "інформація щцжфхщ", "en": "information qzxvwa"}

logger = logging.getLogger(__name__)


def warm_up() -> None:
    """Read dictionaries, concepts and words of the index into memory, so that no reader waits for them.

    For a thread of its own: it takes a few seconds and closes its connection. What fails is logged; the first searches
    then read it themselves.
    """
    try:
        for language, text in _QUESTIONS.items():
            find(text, user_language=language)
    except Exception:
        logger.exception("Search: warming up failed")
    finally:
        connection.close()
