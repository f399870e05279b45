"""How much text there is to translate, counted the way translators count it."""

import re

from wagtail_localize.strings import StringValue

_WORD = re.compile(r"\S*\w\S*")


def count_words(text: str) -> int:
    """Return the number of words of a text of wagtail-localize; its tags are not words."""
    return len(_WORD.findall(StringValue(text).render_text() if "<" in text else text))
