"""Short addresses for paper: one code for a page in all its languages, made of what its translations have in common.

The code is the beginning of the translation key, so nothing is stored, nothing runs out, and an address printed once
works as long as the page exists in any language. With ten thousand pages the chance that any two share a code is one
in twenty thousand; such a code leads nowhere rather than to the wrong page.
"""

from uuid import UUID

from django.urls import reverse
from wagtail.models import Page

from cms.addresses import absolute

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no letters that look like numbers
LENGTH = 8
BITS = 5
_MISREAD = str.maketrans({"i": "1", "l": "1", "o": "0", "-": None})


def code_of(key: UUID) -> str:
    """Return the code of the page with the translation key."""
    number = key.int >> (128 - BITS * LENGTH)
    return "".join(ALPHABET[number >> (BITS * place) & 31] for place in reversed(range(LENGTH)))


def key_of(code: str) -> UUID | None:
    """Return the translation key of the page with the code, as a person may type it; None when there is none."""
    letters = code.lower().translate(_MISREAD)
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        return None
    number = 0
    for letter in letters:
        number = number << BITS | ALPHABET.index(letter)
    free = 128 - BITS * LENGTH
    first, last = UUID(int=number << free), UUID(int=(number << free) + (1 << free) - 1)
    found = Page.objects.filter(translation_key__gte=first, translation_key__lte=last, depth__gt=1)
    keys = set(found.values_list("translation_key", flat=True).order_by()[:50])
    return keys.pop() if len(keys) == 1 else None


def short_address(page: Page) -> str:
    """Return the whole short address of the page, as it stands on paper."""
    return absolute(reverse("short_address", kwargs={"code": code_of(page.translation_key)}))
