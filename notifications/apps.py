from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Says who may look at what left the house and what did not."""

    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        from accounts.roles import Role, grant

        from .provider_reports import connect

        looking = ["outbox.view_outboxentry", "notifications.view_delivery", "notifications.view_suppression"]
        mending = ["notifications.resend_delivery", "notifications.lift_suppression"]
        grant(Role.COORDINATOR, [*looking, *mending])
        grant(Role.ADMINISTRATOR, [*looking, *mending, "outbox.requeue_outboxentry"])
        connect()
