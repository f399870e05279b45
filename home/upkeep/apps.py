from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpkeepConfig(AppConfig):
    name = "home.upkeep"
    label = "upkeep"
    verbose_name = _("Keeping content alive")
