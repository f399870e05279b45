from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "consultations.organisations"
    verbose_name = _("Organisations")

    def ready(self) -> None:
        from search.sources import register

        from .documents import OrganisationSource

        register(OrganisationSource())
