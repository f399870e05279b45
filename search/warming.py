"""What a new process reads before it answers its first search quickly."""

from .queries import find

# In each language a word that texts have, and one that nobody has: it makes the words of the index be read too.
_QUESTIONS = {"pl": "informacja qzxvwa", "uk": "інформація щцжфхщ", "en": "information qzxvwa"}


def read_ahead() -> None:
    """Read dictionaries, concepts and words of the index into memory, which takes a few seconds.

    Whatever it raises is no harm: the first searches then read them themselves.
    """
    for language, text in _QUESTIONS.items():
        find(text, user_language=language)
