from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.roles import Role, roles_of

from .models import InformationClause, RejectionReason, ResponseTemplate
from .queries import actor_of
from .queue import waiting_for_moderation
from .worklists import counts


class RejectionReasonViewSet(SnippetViewSet):
    """The catalogue of reasons, in every language."""

    model = RejectionReason
    icon = "cross"
    menu_label = _("Reasons for rejection")
    list_display = ("name", "code", "is_public")
    panels = [
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("explanation"),
        FieldPanel("is_public"),
    ]


class ResponseTemplateViewSet(SnippetViewSet):
    """Beginnings of answers, one or more for each outcome, in every language."""

    model = ResponseTemplate
    icon = "doc-full"
    menu_label = _("Templates of answers")
    list_display = ("name", "outcome", "code")
    panels = [FieldPanel("code"), FieldPanel("name"), FieldPanel("outcome"), FieldPanel("body")]


class InformationClauseViewSet(SnippetViewSet):
    """What people are told about their data; a new wording is a new version."""

    model = InformationClause
    icon = "lock"
    menu_label = _("Information clauses")
    list_display = ("version", "valid_from")
    panels = [FieldPanel("version"), FieldPanel("valid_from"), FieldPanel("body")]


class CaseTextsGroup(SnippetViewSetGroup):
    """Texts that cases use, in one place of the administration's menu."""

    items = (RejectionReasonViewSet, ResponseTemplateViewSet, InformationClauseViewSet)
    menu_label = _("Texts for cases")
    menu_icon = "doc-full-inverse"
    menu_order = 310


register_snippet(CaseTextsGroup)


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


class WaitingPanel(Component):
    """Says on the first page of the admin what waits for the person, with the way to it."""

    name = "postulates_waiting"
    template_name = "postulates/waiting_panel.html"
    order = 40

    def __init__(self, rows: list[tuple[Promise | str, int, str]]) -> None:
        self.rows = rows

    def get_context_data(self, parent_context: Mapping[str, object] | None) -> dict[str, object]:
        """Return the lists with their sizes and addresses."""
        return {"rows": self.rows}


@hooks.register("construct_homepage_panels")
def tell_what_waits(request: HttpRequest, panels: list[Component]) -> None:
    """Add the panel for people who have cases to see to: the same lists and numbers as on their desk."""
    actor = actor_of(request.user)
    desk = reverse("postulates:desk")
    rows: list[tuple[Promise | str, int, str]] = [
        (row.label, number, f"{desk}?list={row.name}") for row, number in counts(actor) if number
    ]
    if Role.MODERATOR in actor.roles and (waiting := waiting_for_moderation().count()):
        rows.insert(0, (_("Moderation queue"), waiting, reverse("postulates:queue")))
    if rows:
        panels.append(WaitingPanel(rows))
