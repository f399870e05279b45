"""The languages in which an organisation may say it works: those of the city's residents, not only of this site."""

from django.utils.functional import lazy
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

SIGN_LANGUAGE = "pso"  # ISO 639-3
_WITH_NAMES = ("pl", "uk", "en", "be", "ru", "ar", "de", "es", "fr", "it", "ka", "tr", "vi")


def _name(code: str) -> str:
    return get_language_info(code)["name_translated"]


_named = [(code, lazy(_name, str)(code)) for code in _WITH_NAMES]
WORKING_LANGUAGES = [*_named[:3], (SIGN_LANGUAGE, _("Polish Sign Language (PJM)")), *_named[3:]]
