"""Languages of the site. A further language needs a row here (and a catalogue), nothing else."""

from pathlib import Path

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", "Polski"), ("uk", "Українська"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["cms.formats"]
TIME_ZONE = "Europe/Warsaw"
_ROOT = Path(__file__).resolve().parents[2]
# The first is ours, collected from the code; the second says what Wagtail does not say in our languages.
LOCALE_PATHS = [_ROOT / "locale", _ROOT / "locale_wagtail"]
