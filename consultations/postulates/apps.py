from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostulatesConfig(AppConfig):
    name = "consultations.postulates"
    verbose_name = _("Postulates")
