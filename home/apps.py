from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from search.sources import register

        from . import roles, signals
        from .documents import PageSource

        roles.declare()
        signals.connect()
        register(PageSource())
