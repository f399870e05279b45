from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

NAMES = ("topic", "unit", "district", "place", "contactpoint")
FACTS = (*NAMES, "deadlinerule", "competence", "post")


class CityConfig(AppConfig):
    name = "city"
    verbose_name = _("City")

    def ready(self) -> None:
        from accounts.roles import Role, grant

        grant(Role.EDITOR, [f"city.{action}_{name}" for action in ("add", "change", "view") for name in NAMES])
        grant(
            Role.ADMINISTRATOR,
            [f"city.{action}_{name}" for action in ("add", "change", "delete", "view") for name in FACTS],
        )
