from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms.read_only import register_read_only

from .models import OutboxEntry
from .queries import dead_entries
from .viewsets import OutboxViewSet

register_read_only(OutboxEntry, actions=["requeue"])


@hooks.register("register_admin_viewset")
def outbox_viewset() -> object:
    """List the outbox under Reports."""
    return OutboxViewSet()


class DeadEntriesPanel(Component):
    """Says on the first page of the admin that effects were given up."""

    name = "outbox"
    template_name = "outbox/dead_panel.html"
    order = 50

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context: Mapping[str, object] | None) -> dict[str, object]:
        """Return the heading with the number of dead rows."""
        heading = ngettext("%(count)d effect was given up", "%(count)d effects were given up", self.count)
        return {"heading": heading % {"count": self.count}}


@hooks.register("construct_homepage_panels")
def tell_of_dead_entries(request: HttpRequest, panels: list[Component]) -> None:
    """Add the panel for those who may look at the outbox, while there is something to tell."""
    if request.user.has_perm("outbox.view_outboxentry") and (count := dead_entries().count()):
        panels.append(DeadEntriesPanel(count))
