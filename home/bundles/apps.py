from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BundlesConfig(AppConfig):
    name = "home.bundles"
    label = "bundles"
    verbose_name = _("Import and export of pages")
