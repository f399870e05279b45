"""Where the administration shows reviews: menu, first page, editor."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail_localize.models import Translation

from home.translation.states import Status

from .queries import sent_by, waiting_for
from .sending import sending_of

REPLACED_PANELS = frozenset({"user_objects_in_workflow_moderation", "workflow_objects_to_moderate"})
SEND = "action-send-to-review"


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern | URLResolver]:
    """Put the reviews under the administration's address."""
    return [path("reviews/", include("home.approval.urls"))]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Show the reviews in the menu."""
    return MenuItem(gettext_lazy("My reviews"), reverse("approval:index"), name="reviews", icon_name="tasks", order=90)


@hooks.register("translation_side_by_side_actions")
def offer_review(request: HttpRequest, target: Any, status: Status) -> SafeString | str:
    """Stand beside the texts of a page and their translation: how its review is, or the way to send it."""
    translation = Translation.objects.filter(pk=status.translation_id).first()
    if translation is None:
        return ""
    return render_to_string("approval/send_translation.html", sending_of(translation, request.user), request)


class ReviewsPanel(Component):
    """What waits for this person, on the first page of the administration."""

    name = "approval"
    template_name = "approval/panel.html"
    order = 30

    def __init__(self, person: Any) -> None:
        self.person = person

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the rows of both lists."""
        return {"waiting": waiting_for(self.person), "sent": sent_by(self.person)}


@hooks.register("construct_homepage_panels")
def show_reviews(request: HttpRequest, panels: list[Component]) -> None:
    """Put our panel in the place of Wagtail's two, which do not know due dates or who is looking."""
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in REPLACED_PANELS]
    panels.append(ReviewsPanel(request.user))


class SendItem(ActionMenuItem):
    """Saves the draft and leads to the page on which it is sent with a word to the reviewers."""

    name = SEND
    label = gettext_lazy("Send to review…")
    icon_name = "resubmit"
    order = 60

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Show it where Wagtail would offer to submit."""
        return bool(SubmitForModerationMenuItem().is_shown(context))


class ReviewItem(ActionMenuItem):
    """Leads to the review, and tells the server which review the person has before their eyes."""

    template_name = "approval/review_item.html"
    order = 5

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Show it while the page is in review, to everybody."""
        return context["view"] == "edit" and context["page"].current_workflow_task_state is not None

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"review": context["page"].current_workflow_task_state}


@hooks.register("construct_page_action_menu")
def change_action_menu(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put ours in the place of Wagtail's submission, which has no word to the reviewers."""
    items[:] = [item for item in items if not isinstance(item, SubmitForModerationMenuItem)]
    ours = (SendItem(), ReviewItem())
    items.extend(item for item in ours if item.is_shown(context))
    items.sort(key=lambda item: item.order)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def go_on_to_send(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead who pressed "send to review" on, once the draft is saved."""
    return redirect("approval:send", page_id=page.pk) if SEND in request.POST else None


@hooks.register("before_edit_page", order=-2)
def refuse_publication_without_right(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Tell a translator who may not publish to send the translation to review, before wagtail-localize answers."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    if page.permissions_for_user(request.user).can_publish():
        return None
    messages.error(request, _("You may not publish here. Send the page to review: somebody else publishes it."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("insert_global_admin_js")
def keep_unsaved_work() -> SafeString:
    """Load the script that keeps what is being typed until it is saved, with the words it may need."""
    return render_to_string("approval/unsaved.html")
