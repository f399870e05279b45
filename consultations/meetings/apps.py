from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "consultations.meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from accounts.roles import Role, grant
        from search.sources import register

        from . import signals
        from .documents import MeetingSource

        register(MeetingSource())
        signals.connect()
        models = ("meeting", "meetingseries")
        grant(
            Role.COORDINATOR,
            [f"meetings.{action}_{m}" for action in ("add", "change", "view") for m in models],
        )
