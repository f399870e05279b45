from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Let the admin's choosers run without inline script."""
        from .admin_csp.choosers import install

        install()
