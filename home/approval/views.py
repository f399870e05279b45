"""The pages of the administration on which people send, look at and decide."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.alternates import language_name
from home.translation.guard import missing_texts

from . import services
from .forms import ApproveForm, RejectForm, SendForm
from .models import ReviewState, due_if_sent_today
from .queries import review_of, rounds_of, sent_by, waiting_for
from .refusals import ReviewRefused
from .wording import who_is_looking

CONFLICT = 409


class ReviewsView(WagtailAdminTemplateMixin, TemplateView):
    """What waits for me, and what I sent."""

    template_name = "approval/reviews.html"
    page_title = gettext_lazy("My reviews")
    header_icon = "tasks"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        """Return the way back to the first page of the administration."""
        items: list[dict[str, object]] = super().get_breadcrumbs_items()
        return [*items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"waiting": waiting_for(person), "sent": sent_by(person)}  # type: ignore[arg-type]


class PageOfReview(WagtailAdminTemplateMixin):
    """Shared by the pages about one page: who may come, and the way back."""

    header_icon = "tasks"
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def page(self) -> Page:
        """Return the page, for those who may write it or sent it."""
        page = get_object_or_404(Page, pk=self.kwargs["page_id"]).specific
        state = page.current_workflow_state
        is_sender = state is not None and state.requested_by_id == self.request.user.pk
        if not is_sender and not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page

    def get_page_subtitle(self) -> str:
        """Return the title of the draft."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        """Return the way back to the reviews."""
        items: list[dict[str, object]] = super().get_breadcrumbs_items()
        here: dict[str, object] = {"url": "", "label": self.get_page_subtitle()}
        return [*items, {"url": reverse("approval:index"), "label": _("My reviews")}, here]


class ReviewView(PageOfReview, TemplateView):
    """One review: where it stands, what changed, and what this person can do now."""

    template_name = "approval/review.html"
    page_title = gettext_lazy("Review of a page")
    _show_breadcrumbs = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what was pressed; where that cannot be, say why and keep what was typed."""
        step = STEPS.get(request.POST.get("step", ""))
        if step is None:
            raise PermissionDenied
        try:
            messages.success(request, step(self.page.pk, request))
        except ReviewRefused as refusal:
            messages.error(request, refusal.sentence)
        except ValidationError as problem:
            messages.error(request, _not_publishable(problem))
        else:
            return redirect("approval:review", page_id=self.page.pk)
        del self.page
        return self.render_to_response(self.get_context_data(), status=CONFLICT)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, state = self.page, review_of(self.page)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "page": page,
            "language": language_name(page.locale.language_code),
            "state": state,
            "looking": who_is_looking(state) if state else "",
            "rounds": rounds_of(page),
            "draft": page.latest_revision,
            "approve_form": ApproveForm(initial=_typed(self.request, "approve"), auto_id="approve_%s"),
            "reject_form": RejectForm(initial=_typed(self.request, "reject"), auto_id="reject_%s"),
            **_rights(page, state, self.request.user),
        }


def _typed(request: HttpRequest, step: str) -> dict[str, str]:
    """Return the words typed for a step that could not be done."""
    return {"comment": request.POST.get("comment", "")} if request.POST.get("step") == step else {}


def _rights(page: Page, state: ReviewState | None, person: Any) -> dict[str, bool]:
    """Say what the person can do with the review now."""
    waits = state is not None and state.is_waiting
    may_decide = waits and bool(state.task.specific.get_actions(page, person))  # type: ignore[union-attr]
    active = page.current_workflow_state
    return {
        "may_decide": may_decide,
        "is_mine": waits and state.is_claimed and state.claimed_by_id == person.pk,  # type: ignore[union-attr]
        "may_cancel": waits and active is not None and bool(active.user_can_cancel(person)),
        "may_send": page.permissions_for_user(person).can_submit_for_moderation(),
    }


def _claim(page_id: int, request: HttpRequest) -> str:
    services.claim(page_id=page_id, actor=request.user)  # type: ignore[arg-type]
    return _("Everybody can see now that you are looking at this page.")


def _release(page_id: int, request: HttpRequest) -> str:
    services.release(page_id=page_id, actor=request.user)  # type: ignore[arg-type]
    return _("You are not looking at this page any more.")


def _approve(page_id: int, request: HttpRequest) -> str:
    revision, comment = request.POST.get("revision", ""), request.POST.get("comment", "")
    services.approve(
        page_id=page_id,
        actor=request.user,  # type: ignore[arg-type]
        revision_id=int(revision) if revision.isdecimal() else 0,
        comment=comment,
    )
    return _("You approved the page.")


def _reject(page_id: int, request: HttpRequest) -> str:
    services.reject(page_id=page_id, actor=request.user, comment=request.POST.get("comment", ""))  # type: ignore[arg-type]
    return _("The page went back to its author with your words.")


def _cancel(page_id: int, request: HttpRequest) -> str:
    services.cancel(page_id=page_id, actor=request.user)  # type: ignore[arg-type]
    return _("The page is not in review any more. Its draft stays.")


STEPS: dict[str, Callable[[int, HttpRequest], str]] = {
    "claim": _claim,
    "release": _release,
    "approve": _approve,
    "reject": _reject,
    "cancel": _cancel,
}


class SendView(PageOfReview, FormView):  # type: ignore[type-arg]
    """Sends the draft of a page to review, with a word to the reviewers."""

    template_name = "approval/send.html"
    form_class = SendForm
    page_title = gettext_lazy("Send to review")
    _show_breadcrumbs = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "page": self.page,
            "language": language_name(self.page.locale.language_code),
            "due_on": due_if_sent_today(),
            "missing": self.missing(),
        }

    def missing(self) -> int:
        """Return how many texts have to be written before the page can be sent."""
        return 0

    def send(self, note: str) -> None:
        """Send the page."""
        services.send_to_review(page_id=self.page.pk, actor=self.request.user, note=note)  # type: ignore[arg-type]

    def form_valid(self, form: SendForm) -> HttpResponse:
        try:
            self.send(form.cleaned_data["note"])
        except ValidationError as problem:
            form.add_error(None, _not_publishable(problem))
            return self.render_to_response(self.get_context_data(form=form), status=CONFLICT)
        messages.success(self.request, _("The page was sent to its reviewers. You will get an e-mail."))
        return redirect("approval:review", page_id=self.page.pk)


class SendTranslationView(SendView):
    """Sends a translation to the reviewers of its language, once every text is there."""

    @cached_property
    def translation(self) -> Translation:
        """Return the translation that the page shows the texts of."""
        translations = Translation.objects.select_related("source", "target_locale")
        return get_object_or_404(translations, pk=self.kwargs["translation_id"], enabled=True)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the page whose translation it is."""
        super().setup(request, *args, **kwargs)
        target = self.translation.get_target_instance()
        if not isinstance(target, Page):
            raise PermissionDenied
        self.kwargs["page_id"] = target.pk

    def missing(self) -> int:
        return missing_texts(self.translation.source, self.translation.target_locale)

    def send(self, note: str) -> None:
        services.send_translation(
            translation_id=self.translation.pk,
            actor=self.request.user,  # type: ignore[arg-type]
            note=note,
        )


def _not_publishable(problem: ValidationError) -> str:
    """Return what is wrong with the draft as one message."""
    if isinstance(problem, ReviewRefused):
        return problem.sentence
    return " ".join(str(message) for message in problem.messages)


@never_cache
@require_GET
def session(request: HttpRequest) -> HttpResponse:
    """Give a signed-in editor's window a fresh token, so that it can save after a sign-in in another window."""
    return JsonResponse({"token": get_token(request), "person": request.user.pk})
