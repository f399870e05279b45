from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

_ALL = ("add", "change", "delete", "view")


class ConceptsConfig(AppConfig):
    name = "search.concepts"
    label = "concepts"
    verbose_name = _("Concepts of the search")

    def ready(self) -> None:
        """Give editors the dictionary, and let every change of a row be noticed."""
        from accounts.roles import Role, grant

        from . import stamp

        for role in (Role.EDITOR, Role.ADMINISTRATOR):
            grant(role, [f"concepts.{action}_concept" for action in _ALL])
        stamp.follow_changes()
