from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "home.translation"
    label = "translation"
    verbose_name = _("Truthful translations")

    def ready(self) -> None:
        """Stand between wagtail-localize and readers, and between translators and the languages of others."""
        from . import guard, rights, signals

        guard.install()
        rights.install()
        signals.connect()
