from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "home.translation"
    label = "translation"
    verbose_name = _("Truthful translations")

    def ready(self) -> None:
        from . import guard, signals

        guard.install()
        signals.connect()
