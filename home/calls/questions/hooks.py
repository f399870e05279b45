"""Where the administration shows questions about calls."""

from typing import cast

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from accounts.models import User
from home.calls.permissions import Act, may

from .panels import waiting_panel
from .permissions import calls_answered_by


class _ForWhoAnswers(MenuItem):
    """An entry for those who answer for some call."""

    def is_shown(self, request: HttpRequest) -> bool:
        user = cast("User", request.user)
        return may(user, Act.ANSWER) or calls_answered_by(user).exists()


def _addresses() -> list[URLPattern | URLResolver]:
    return [path("call-questions/", include("home.calls.questions.urls"))]


def _menu_item() -> MenuItem:
    address = reverse("call_questions_desk:list")
    return _ForWhoAnswers(_("Questions about calls"), address, name="call-questions", icon_name="help", order=125)


def _tell_what_waits(request: HttpRequest, panels: list[Component]) -> None:
    if panel := waiting_panel(cast("User", request.user)):
        panels.append(panel)


def register() -> None:
    """Register the addresses, the entry among the reports, and what the first page shows."""
    hooks.register("register_admin_urls", _addresses)
    hooks.register("register_reports_menu_item", _menu_item)
    hooks.register("construct_homepage_panels", _tell_what_waits)
