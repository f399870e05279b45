from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from cms.read_only import register_read_only

from .catalogue_views import CatalogueView, SpecimenView, specimen_html
from .models import Delivery, Suppression
from .queries import mail_server_refuses_us
from .viewsets import DeliveryViewSet, SuppressionViewSet

register_read_only(Delivery)
register_read_only(Suppression)


@hooks.register("register_admin_viewset")
def delivery_viewset() -> object:
    """List the deliveries and the suppressed addresses under Reports."""
    return [DeliveryViewSet(), SuppressionViewSet()]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Put the catalogue of mails below the administration."""
    return [
        path("mails/", CatalogueView.as_view(), name="mail_catalogue"),
        path("mails/<str:kind>/<str:language>/", SpecimenView.as_view(), name="mail_specimen"),
        path("mails/<str:kind>/<str:language>/html/", specimen_html, name="mail_specimen_html"),
    ]


@hooks.register("register_reports_menu_item")
def catalogue_menu_item() -> MenuItem:
    """List the catalogue under Reports."""
    return MenuItem(
        gettext_lazy("All mails"), reverse("mail_catalogue"), name="mail-catalogue", icon_name="mail", order=930
    )


class RefusedPanel(Component):
    """Says on the first page of the admin that the mail server takes nothing from us."""

    name = "mail_refused"
    template_name = "notifications/admin/refused_panel.html"
    order = 45

    def get_context_data(self, parent_context: Mapping[str, object] | None) -> dict[str, object]:
        """Return the heading."""
        return {"heading": _("The mail server refuses mail")}


@hooks.register("construct_homepage_panels")
def tell_of_refusal(request: HttpRequest, panels: list[Component]) -> None:
    """Add the panel for those who may look at the deliveries, while the mail server refuses us."""
    if request.user.has_perm("notifications.view_delivery") and mail_server_refuses_us():
        panels.append(RefusedPanel())
