from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms import health


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from .health import is_well

        health.watch("search", is_well)
