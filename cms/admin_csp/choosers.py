"""Choosers of the admin without inline script."""

import json
from collections.abc import Mapping
from typing import Any

from django.forms.renderers import BaseRenderer
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def initialiser(
    widget: BaseChooser, id_: str, name: str, value_data: Mapping[str, Any] | None
) -> tuple[str, list[Any]]:
    """Return the name under which the page's own script knows the widget, and the arguments to start it with."""
    if isinstance(widget, AdminTaskChooser):
        return "TaskChooser", [id_]
    return widget.js_constructor, [id_, widget.get_js_init_options(id_, name, value_data)]


def render(
    self: BaseChooser, name: str, value: object, attrs: Mapping[str, str], renderer: BaseRenderer | None = None
) -> SafeString:
    """Return the chooser and, beside it, what starts it as data. Takes the place of ``BaseChooser.render``."""
    value_data = self.get_value_data(value)
    kind, arguments = initialiser(self, attrs["id"], name, value_data)
    return format_html(
        '{}<template data-admin-start="{}" data-arguments="{}"></template>',
        self.render_html(name, value_data, attrs),
        kind,
        json.dumps(arguments),
    )


def install() -> None:
    """Replace how Wagtail prints every chooser; called once, when the apps are ready."""
    BaseChooser.render = render
