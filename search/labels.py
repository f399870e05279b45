"""How languages and kinds are called, in the reader's language."""

from django.conf import settings
from django.utils.translation import get_language_info

from . import sources


def language_labels() -> dict[str, str]:
    """Return the name of each language of the site."""
    return {code: str(get_language_info(code)["name_translated"]) for code, _name in settings.LANGUAGES}


def kind_labels() -> dict[str, str]:
    """Return the name of each kind that an installed app registered."""
    return {kind: str(label) for kind, label in sources.kind_labels().items()}
