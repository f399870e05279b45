"""Machine translation: off unless the operator names a service and accepts what it may cost in a year."""

import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from . import env

_PROVIDERS = {
    "none": "",
    "libretranslate": "home.translation.machine.providers.LibreTranslate",
    "deepl": "home.translation.machine.providers.DeepL",
}
_provider = env.choice("MACHINE_TRANSLATION", "none", among=_PROVIDERS)
_url = env.text("MACHINE_TRANSLATION_URL", "").rstrip("/")
_key = env.text("MACHINE_TRANSLATION_KEY", "")
MACHINE_TRANSLATION_WORDS_PER_YEAR = env.number("MACHINE_TRANSLATION_WORDS_PER_YEAR", 100_000)
MACHINE_TRANSLATION_TIMEOUT = env.number("MACHINE_TRANSLATION_TIMEOUT", 20)

if _url and not re.fullmatch(r"https?://\S+", _url):
    raise ImproperlyConfigured(f"MACHINE_TRANSLATION_URL must begin with http:// or https://, not be {_url!r}.")
if _provider == "libretranslate" and not _url:
    raise ImproperlyConfigured("Set MACHINE_TRANSLATION_URL: LibreTranslate has no address of its own.")
if _provider == "deepl" and not _key:
    raise ImproperlyConfigured("Set MACHINE_TRANSLATION_KEY: DeepL answers nobody without one.")

WAGTAILLOCALIZE_MACHINE_TRANSLATOR: dict[str, Any] | None = None
if _provider != "none":
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": _PROVIDERS[_provider],
        "OPTIONS": {"URL": _url, "KEY": _key, "AUTH_KEY": _key, "TIMEOUT": MACHINE_TRANSLATION_TIMEOUT},
    }
