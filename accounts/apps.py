from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from . import admin_language
        from .roles import STAFF, Role, grant, group_names

        for name in group_names():
            if name.split("-")[0] in STAFF:
                grant(name, ["wagtailadmin.access_admin"])
        grant(
            Role.ADMINISTRATOR,
            [f"accounts.{action}_user" for action in ("add", "change", "delete", "view")]
            + [f"auth.{action}_group" for action in ("add", "change", "delete", "view")],
        )
        admin_language.connect()
        post_migrate.connect(_sync_groups, dispatch_uid="accounts.sync_groups")


def _sync_groups(sender: AppConfig, **kwargs: object) -> None:
    from django.apps import apps

    from .roles import sync_groups

    if sender is list(apps.get_app_configs())[-1]:
        sync_groups()
