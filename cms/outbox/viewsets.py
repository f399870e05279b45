"""The outbox as staff see it."""

from typing import ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from cms.read_only import ReadOnlyViewSet

from .models import OutboxEntry, State
from .queries import dead_entries
from .views import RequeueView


class OutboxFilters(WagtailFilterSet):
    """By state and by topic."""

    state = django_filters.ChoiceFilter(choices=State.choices, label=_("State"))
    topic = django_filters.CharFilter(lookup_expr="icontains", label=_("Topic"))

    class Meta:
        model = OutboxEntry
        fields: ClassVar = ["state", "topic"]


class OutboxIndexView(IndexView):
    """The list, with a way to requeue the dead rows for those who may."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the button to requeue, when there is something to requeue and the person may."""
        count = dead_entries().count()
        if not count or not self.user_has_permission("requeue"):
            return []
        label = ngettext("Requeue %(count)d dead entry", "Requeue %(count)d dead entries", count) % {"count": count}
        return [HeaderButton(label, url=reverse("outbox:requeue"), icon_name="resubmit")]

    def get_list_more_buttons(self, instance: OutboxEntry) -> list[Button]:
        """Return what may be done with one row."""
        buttons: list[Button] = super().get_list_more_buttons(instance)
        if instance.state == State.DEAD and self.user_has_permission("requeue"):
            url = f"{reverse('outbox:requeue')}?entry={instance.pk}"
            buttons.append(Button(_("Requeue"), url=url, icon_name="resubmit", priority=10))
        return buttons

    def get_base_queryset(self) -> QuerySet[OutboxEntry]:
        """Return the rows, newest first."""
        return OutboxEntry.objects.order_by("-created_at", "-id")


class OutboxViewSet(ReadOnlyViewSet):
    """Effects of the site: which wait, which failed and why."""

    model = OutboxEntry
    name = "outbox"
    icon = "mail"
    menu_label = _("Outbox")
    menu_hook = "register_reports_menu_item"
    menu_order = 900
    index_view_class = OutboxIndexView
    filterset_class = OutboxFilters
    list_display: ClassVar = [
        "__str__",
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        DateColumn("created_at", label=_("Recorded"), sort_key="created_at"),
        DateColumn("due_at", label=_("Due"), sort_key="due_at"),
        Column("attempts", label=_("Attempts"), sort_key="attempts"),
        Column("last_error", label=_("Last error"), accessor=lambda entry: entry.last_error[:160]),
    ]
    inspect_view_fields: ClassVar = [
        "topic", "key", "payload", "state", "attempts", "last_error", "created_at", "due_at", "lease_until", "done_at",
    ]  # fmt: skip

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of the list and of the page to requeue."""
        return [*super().get_urlpatterns(), path("requeue/", RequeueView.as_view(), name="requeue")]
