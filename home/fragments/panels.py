from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class UsedOnPanel(Panel):
    """Shows an editor which pages show the text they are about to change."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Where it is shown"), "icon": "doc-empty-inverse", **kwargs})

    class BoundPanel(Panel.BoundPanel):
        """The panel for one text."""

        template_name = "home/fragments/used_on_panel.html"

        def is_shown(self) -> bool:
            """Say no for a text that is only being written."""
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the pages."""
            from .queries import pages_with

            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"pages": pages_with([self.instance])}
