from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Let the admin's choosers run without inline script, and read the limits every app declares."""
        from .admin_csp.choosers import install
        from .uploads import limits  # noqa: F401 - not an app of its own, so nobody discovers it

        install()
        autodiscover_modules("limits")
