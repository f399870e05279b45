"""One line per event on standard error."""

from . import env

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"no_secret_addresses": {"()": "cms.secret_addresses.HideSecretAddresses"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_secret_addresses"]}
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "axes": {"level": "WARNING"},
        "elastic_transport": {"level": "WARNING"},  # tells of every request
        "fontTools": {"level": "WARNING"},  # tells of every letter of a PDF
        "weasyprint": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "ERROR"},
        # The server of a development machine has a handler of its own, which would write whole addresses.
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
