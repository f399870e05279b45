"""What Wagtail's checks look at while somebody writes: the text of the page, not the frame of the site around it."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

_FILE_NAME = "\\.(avif|gif|heic|jpg|jpeg|png|svg|webp)$|_"
_EMPTY = "^\\s*$"


class ContentChecks(ContentCheckerItem):
    """Wagtail's own checks, and one more: an image without words that is not marked as decorative."""

    axe_include: ClassVar[list[str]] = ["main"]
    axe_run_only: ClassVar[list[str]] = [*ContentCheckerItem.axe_run_only, "image-alt"]

    def get_axe_custom_rules(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Let the rule on alternative texts see every image that is not decorative."""
        silent = {"selector": '.picture img:not([role="presentation"]), img.picture:not([role="presentation"])'}
        return [rule | silent if rule["id"] == "alt-text-quality" else rule for rule in self.axe_custom_rules]

    def get_axe_custom_checks(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Let its check refuse an empty text as well as a file name."""
        pattern = {"options": {"pattern": f"{_FILE_NAME}|{_EMPTY}"}}
        return [check | pattern if check["id"] == "check-image-alt-text" else check for check in self.axe_custom_checks]

    def get_axe_messages(self, request: HttpRequest) -> dict[str, dict[str, Any]]:
        """Say what is wrong with an image in the words the form uses."""
        image = {
            "error_name": _("An image has no description"),
            "help_text": _("Describe it in words or mark it as decorative. A file name says nothing."),
        }
        return self.axe_messages | {"alt-text-quality": image, "image-alt": image}


def use_our_checks(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Put our checks in the place of Wagtail's."""
    items[:] = [
        ContentChecks(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]
