"""The import of a calendar in the administration's menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .forms import sections_for


class ImportMenuItem(MenuItem):
    """Shown to whoever may write in some section."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether there is a section to import into."""
        return bool(sections_for(request.user))


def register() -> None:
    """Register address and menu item; called once at start-up."""
    hooks.register("register_admin_urls", _addresses)
    hooks.register("register_admin_menu_item", _menu_item)


def _addresses() -> list[URLPattern]:
    from .importing import ImportView

    return [path("events/import/", ImportView.as_view(), name="import_events")]


def _menu_item() -> MenuItem:
    return ImportMenuItem(_("Import events"), reverse("import_events"), icon_name="calendar-alt", order=310)
