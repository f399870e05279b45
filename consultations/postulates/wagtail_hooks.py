from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.roles import Role, roles_of

from .models import RejectionReason


class RejectionReasonViewSet(SnippetViewSet):
    """The catalogue of reasons, in every language."""

    model = RejectionReason
    icon = "cross"
    menu_label = _("Reasons for rejection")
    add_to_admin_menu = True
    list_display = ("name", "code", "is_public")
    panels = [
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("explanation"),
        FieldPanel("is_public"),
    ]


register_snippet(RejectionReasonViewSet)


class DeskMenuItem(MenuItem):
    """A way from the admin to the work lists, for those who have one."""

    def __init__(self, label: Promise, view: str, roles: set[Role], **kwargs: object) -> None:
        super().__init__(label, "", **kwargs)
        self.view = view
        self.roles = roles

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.pk and roles_of(request.user) & self.roles)

    def render_component(self, request: HttpRequest) -> object:
        self.url = reverse(self.view)
        return super().render_component(request)


@hooks.register("register_admin_menu_item")
def moderation_queue_item() -> MenuItem:
    """Lead moderators to their queue."""
    return DeskMenuItem(
        _("Moderation queue"),
        "postulates:queue",
        {Role.MODERATOR},
        icon_name="tasks",
        order=50,
    )


@hooks.register("register_admin_menu_item")
def case_desk_item() -> MenuItem:
    """Lead officials to their cases."""
    roles = {Role.COORDINATOR, Role.OFFICIAL, Role.APPROVER}
    return DeskMenuItem(
        _("Case desk"),
        "postulates:desk",
        roles,
        icon_name="folder-open-inverse",
        order=51,
    )
