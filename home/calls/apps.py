from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    name = "home.calls"
    label = "calls"
    verbose_name = _("Calls for proposals")

    def ready(self) -> None:
        """Give the office the form of calls; who may act on one is said by ``permissions``."""
        from accounts.roles import grant
        from notifications.feeds import feed_source

        from .feeds import calls_about
        from .permissions import MAY, Act

        for role in MAY[Act.PREPARE]:
            grant(role, [f"calls.{action}_call" for action in ("add", "change", "delete", "view")])
        feed_source("calls")(calls_about)
