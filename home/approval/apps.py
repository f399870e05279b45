from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalConfig(AppConfig):
    name = "home.approval"
    label = "approval"
    verbose_name = _("Approval of pages")

    def ready(self) -> None:
        from . import editing, signals

        signals.connect()
        editing.install()
