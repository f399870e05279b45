from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from .models import Meeting, MeetingSeries


class SeriesViewSet(ModelViewSet):
    """Series of meetings in the admin."""

    model = MeetingSeries
    icon = "list-ul"
    form_fields = ("name", "description")


class MeetingViewSet(ModelViewSet):
    """Meetings in the admin."""

    model = Meeting
    icon = "date"
    list_display = ("title", "starts_at", "is_published")


class MeetingsGroup(ViewSetGroup):
    """The menu entry."""

    menu_label = _("Meetings")
    menu_icon = "date"
    items = (MeetingViewSet, SeriesViewSet)


@hooks.register("register_admin_viewset")
def register_meetings() -> MeetingsGroup:
    """Show meetings in the admin's menu."""
    return MeetingsGroup()
