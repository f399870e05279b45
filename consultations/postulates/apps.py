from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostulatesConfig(AppConfig):
    name = "consultations.postulates"
    verbose_name = _("Postulates")

    def ready(self) -> None:
        from accounts.roles import Role, grant
        from consultations.organisations.profile import profile_section
        from notifications.calendars import calendar_source
        from notifications.feeds import feed_source
        from search.attachments.sources import register_files
        from search.sources import register

        from . import signals
        from .calendar_entries import deadlines_of
        from .documents import PostulateSource, files_of_cases, sources_of_cases
        from .feed_entries import cases_about
        from .profile import cases_of

        for source in sources_of_cases():
            register(source)
        register_files(PostulateSource.name, files_of_cases)
        signals.connect()
        profile_section("cases")(cases_of)
        feed_source("cases")(cases_about)
        calendar_source("cases")(deadlines_of)
        for role in (Role.MODERATOR, Role.COORDINATOR):
            grant(
                role,
                [
                    f"postulates.{action}_{model}"
                    for action in ("add", "change", "view")
                    for model in ("rejectionreason", "responsetemplate", "informationclause")
                ],
            )
