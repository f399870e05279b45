from collections.abc import Iterator
from typing import cast

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from accounts.models import User
from cms.pages import BasePage

from .panels import panels_for
from .permissions import looks_after_all, may_confirm
from .reviews.queries import source_version


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Put the reports and forms of this app below the administration."""
    return [path("upkeep/", include("home.upkeep.urls"))]


@hooks.register("register_reports_menu_item")
def reviews_report() -> MenuItem:
    """List the reviews under Reports."""
    return MenuItem(_("Reviews of pages"), reverse("upkeep:reviews"), name="reviews", icon_name="date", order=100)


@hooks.register("register_reports_menu_item")
def links_report() -> MenuItem:
    """List the links under Reports."""
    return MenuItem(_("Links"), reverse("upkeep:links"), name="links", icon_name="link", order=110)


@hooks.register("register_reports_menu_item")
def feedback_report() -> MenuItem:
    """List what readers said under Reports."""
    return MenuItem(_("Answers of readers"), reverse("upkeep:feedback"), name="answers", icon_name="comment", order=120)


class _ForEditors(MenuItem):
    """An entry that only editors see."""

    def is_shown(self, request: HttpRequest) -> bool:
        return looks_after_all(cast("User", request.user))


@hooks.register("register_reports_menu_item")
def questions_report() -> MenuItem:
    """List what was looked for in vain under Reports."""
    return _ForEditors(
        _("Looked for and not found"), reverse("upkeep:questions"), name="questions", icon_name="search", order=130
    )


@hooks.register("register_reports_menu_item")
def seldom_opened_report() -> MenuItem:
    """List what was found and seldom opened under Reports."""
    return _ForEditors(
        _("Found and seldom opened"),
        reverse("upkeep:seldom_opened"),
        name="seldom-opened",
        icon_name="search",
        order=140,
    )


@hooks.register("construct_homepage_panels")
def tell_what_waits(request: HttpRequest, panels: list[Component]) -> None:
    """Show on the first page of the administration what waits for the person."""
    panels.extend(panels_for(cast("User", request.user)))


@hooks.register("register_page_header_buttons")
def confirm_button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer to confirm a live page to those who may."""
    if not page.live or not isinstance(page.specific_deferred, BasePage):
        return
    source = source_version(page)
    if may_confirm(user, source):
        yield Button(
            _("Confirm that it is still true"), url=reverse("upkeep:confirm", args=[source.pk]), icon_name="check",
            priority=45,
        )  # fmt: skip
