from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreparingConfig(AppConfig):
    name = "home.calls.preparing"
    label = "preparing"
    verbose_name = _("Offers in preparation")

    def ready(self) -> None:
        from consultations.organisations.profile import profile_section

        from .section import preparations_in

        profile_section("preparations")(preparations_in)
