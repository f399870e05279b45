"""The log of deliveries and the list of suppressed addresses as staff see them."""

from typing import Any, ClassVar

import django_filters
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.text import capfirst
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from cms.read_only import ReadOnlyViewSet

from .deliveries import NotSentAgain, may_send_again, send_again
from .models import MAY_BE_SENT_AGAIN, Delivery, Suppression
from .suppression import digest, lift_by_staff, may_lift, suppression_of


class DeliveryFilters(WagtailFilterSet):
    """By state, kind and address."""

    state = django_filters.MultipleChoiceFilter(choices=Delivery.State.choices, label=_("State"))
    bounce = django_filters.ChoiceFilter(choices=Delivery.Bounce.choices, label=_("Came back"))
    kind = django_filters.CharFilter(lookup_expr="icontains", label=_("Kind"))
    email = django_filters.CharFilter(lookup_expr="iexact", label=_("E-mail address"))
    staff_must_mend = django_filters.BooleanFilter(label=_("The mail server refuses mail"))

    class Meta:
        model = Delivery
        fields: ClassVar = ["state", "bounce", "kind", "email", "staff_must_mend"]


class DeliveryIndexView(IndexView):
    """The list, newest first."""

    def get_base_queryset(self) -> QuerySet[Delivery]:
        """Return the deliveries, newest first."""
        return Delivery.objects.order_by("-at", "-id")


class DeliveryInspectView(InspectView):
    """One mail to one recipient: what happened to it, and a way to send it again when it failed."""

    template_name = "notifications/admin/delivery.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        suppression = suppression_of(self.object.email)
        return context | {
            "steps": self.object.steps.select_related("actor"),
            "suppression": suppression,
            "may_send_again": _may_be_sent_again(self.object, suppression) and may_send_again(self.request.user),
        }


class SendAgainView(PermissionRequiredMixin, View):
    """Sends a mail that failed once more; only by POST."""

    permission_required = "notifications.resend_delivery"
    raise_exception = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it and go back to the mail with what came of it."""
        get_object_or_404(Delivery, pk=pk)
        try:
            send_again(delivery_id=pk, actor=request.user)
        except NotSentAgain:
            messages.error(request, __("This mail cannot be sent again: look at its state below."))
        else:
            messages.success(request, __("The mail will be sent again in a moment."))
        return redirect("deliveries:inspect", pk)


class DeliveryViewSet(ReadOnlyViewSet):
    """To whom which mail went, and what the mail server said."""

    model = Delivery
    name = "deliveries"
    icon = "mail"
    menu_label = _("Mail deliveries")
    menu_hook = "register_reports_menu_item"
    menu_order = 910
    index_view_class = DeliveryIndexView
    inspect_view_class = DeliveryInspectView
    filterset_class = DeliveryFilters
    list_display: ClassVar = [
        "__str__",
        Column("email", label=_("E-mail address"), sort_key="email"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("bounce", label=_("Came back"), accessor="get_bounce_display", sort_key="bounce"),
        DateColumn("at", label=_("Time"), sort_key="at"),
        Column("error", label=_("Error"), accessor=lambda delivery: delivery.error[:160]),
    ]
    inspect_view_fields: ClassVar = ["message_id", "kind", "addressee", "email", "state", "bounce", "at", "error"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of the list, of a mail and of sending it again."""
        again = path("<int:pk>/send-again/", SendAgainView.as_view(), name="send_again")
        return [*super().get_urlpatterns(), again]


class SuppressionFilters(WagtailFilterSet):
    """By the whole address, which the list itself does not hold, and by reason."""

    address = django_filters.CharFilter(label=_("Whole e-mail address"), method="of_address")
    reason = django_filters.ChoiceFilter(choices=Suppression.Reason.choices, label=_("Reason"))

    class Meta:
        model = Suppression
        fields: ClassVar = ["reason"]

    def of_address(self, rows: "QuerySet[Suppression]", name: str, value: str) -> "QuerySet[Suppression]":
        """Return the row of an address."""
        return rows.filter(digest=digest(value))


class SuppressionIndexView(IndexView):
    """The list, newest first, with a way to let mail go to an address again."""

    def get_base_queryset(self) -> QuerySet[Suppression]:
        """Return the addresses, newest first."""
        return Suppression.objects.order_by("-at", "-id")

    def get_list_more_buttons(self, instance: Suppression) -> list[Button]:
        """Return what may be done with one row."""
        buttons: list[Button] = super().get_list_more_buttons(instance)
        if may_lift(self.request.user):
            url = reverse("suppressions:lift", args=[instance.pk])
            buttons.append(Button(_("Let mail go there again"), url=url, icon_name="resubmit", priority=10))
        return buttons


class LiftView(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks whether mail should go to an address again; posting says yes."""

    permission_required = "notifications.lift_suppression"
    raise_exception = True
    template_name = "notifications/admin/lift.html"
    page_title = _("Let mail go to this address again")
    header_icon = "resubmit"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        label = capfirst(str(Suppression._meta.verbose_name_plural))
        items = [{"url": reverse("suppressions:index"), "label": label}, {"url": "", "label": self.page_title}]
        return [*super().get_breadcrumbs_items(), *items]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"row": get_object_or_404(Suppression, pk=self.kwargs["pk"])}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the address off the list."""
        if lift_by_staff(suppression_id=pk, actor=request.user):
            messages.success(request, __("Mail goes to this address again."))
        return redirect("suppressions:index")


class SuppressionViewSet(ReadOnlyViewSet):
    """Addresses to which mail does not go, and why."""

    model = Suppression
    name = "suppressions"
    icon = "no-view"
    menu_label = _("Suppressed addresses")
    menu_hook = "register_reports_menu_item"
    menu_order = 920
    inspect_view_enabled = False
    index_view_class = SuppressionIndexView
    filterset_class = SuppressionFilters
    list_display: ClassVar = [
        "__str__",
        Column("reason", label=_("Reason"), accessor="get_reason_display", sort_key="reason"),
        DateColumn("at", label=_("Since"), sort_key="at"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of the list and of the page to take an address off it."""
        return [*super().get_urlpatterns(), path("<int:pk>/lift/", LiftView.as_view(), name="lift")]


def _may_be_sent_again(delivery: Delivery, suppression: Suppression | None) -> bool:
    is_unwanted = suppression is not None and suppression.reason == Suppression.Reason.COMPLAINT
    is_known = delivery.about is not None and bool(delivery.email)
    return delivery.state in MAY_BE_SENT_AGAIN and is_known and not is_unwanted
