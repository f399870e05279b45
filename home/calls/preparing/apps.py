from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreparingConfig(AppConfig):
    name = "home.calls.preparing"
    label = "preparing"
    verbose_name = _("Offers in preparation")

    def ready(self) -> None:
        from consultations.organisations.profile import profile_section
        from notifications.calendars import calendar_source

        from .calendar import deadlines_prepared_for
        from .section import preparations_in

        profile_section("preparations")(preparations_in)
        calendar_source("preparations")(deadlines_prepared_for)
