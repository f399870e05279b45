"""The log of deliveries as staff see it."""

from typing import ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView

from cms.read_only import ReadOnlyViewSet

from .models import Delivery


class DeliveryFilters(WagtailFilterSet):
    """By state, kind and address."""

    state = django_filters.ChoiceFilter(choices=Delivery.State.choices, label=_("State"))
    kind = django_filters.CharFilter(lookup_expr="icontains", label=_("Kind"))
    email = django_filters.CharFilter(lookup_expr="iexact", label=_("E-mail address"))

    class Meta:
        model = Delivery
        fields: ClassVar = ["state", "kind", "email"]


class DeliveryIndexView(IndexView):
    """The list, newest first."""

    def get_base_queryset(self) -> QuerySet[Delivery]:
        """Return the deliveries, newest first."""
        return Delivery.objects.order_by("-at", "-id")


class DeliveryViewSet(ReadOnlyViewSet):
    """To whom which mail went, and what the mail server said."""

    model = Delivery
    name = "deliveries"
    icon = "mail"
    menu_label = _("Mail deliveries")
    menu_hook = "register_reports_menu_item"
    menu_order = 910
    index_view_class = DeliveryIndexView
    filterset_class = DeliveryFilters
    list_display: ClassVar = [
        "__str__",
        Column("email", label=_("E-mail address"), sort_key="email"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        DateColumn("at", label=_("Time"), sort_key="at"),
        Column("error", label=_("Error"), accessor=lambda delivery: delivery.error[:160]),
    ]
    inspect_view_fields: ClassVar = ["message_id", "kind", "addressee", "email", "state", "at", "error"]
