from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchesConfig(AppConfig):
    name = "notifications.searches"
    label = "followed_searches"
    verbose_name = _("Searches that are followed")

    def ready(self) -> None:
        """Be told what is new in the searches that are kept here."""
        from search.saved import register_keeper

        from .keeper import Searches

        register_keeper(Searches())
