from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Says who may look at what left the house and what did not."""

    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        from accounts.roles import Role, grant

        looking = ["outbox.view_outboxentry", "notifications.view_delivery"]
        grant(Role.COORDINATOR, looking)
        grant(Role.ADMINISTRATOR, [*looking, "outbox.requeue_outboxentry"])
