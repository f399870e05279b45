from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms import health, warming


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from .health import is_well
        from .warming import read_ahead

        health.watch("search", is_well)
        warming.on_start_of_serving(read_ahead)
